/**
 * The experiments of the chapter "图像卷积" (Convolutions for Images) of <em>Dive into Deep
 * Learning</em>, one class a section. Each is a function from a session to a result: what was
 * computed, beside what the book prints. Nothing here prints.
 */
@NullMarked
package dev.corral.examples.chapter;

import org.jspecify.annotations.NullMarked;
