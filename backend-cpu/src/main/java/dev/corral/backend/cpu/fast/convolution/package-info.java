/**
 * Convolutions, their gradients and matrix products: {@code Convolution} chooses what computes
 * each.
 */
@NullMarked
package dev.corral.backend.cpu.fast.convolution;

import org.jspecify.annotations.NullMarked;
