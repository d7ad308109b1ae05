/**
 * The textbook backend, {@code cpu-naive}: every operation in its plainest correct form, to be read
 * beside the book. Start with {@code Convolution}, which is the chapter's {@code corr2d}.
 *
 * <p>{@code NaiveOps} gets a tensor for each result and hands the work to a class for each kind of
 * operation; {@code Matrix} is how those see images, kernels and matrices inside a flat array.
 */
@NullMarked
package dev.corral.backend.cpu.naive;

import org.jspecify.annotations.NullMarked;
