/**
 * Filters for pictures: kernels by name, pictures read piece by piece and turned upright, filtered
 * tile by tile on any backend, and written whole or not at all. What is read at a time is a quarter
 * of the heap at most, so a picture may be much larger than memory.
 *
 * <p>Grey levels are those of 8 bits, 0 to 255; between kernels they stay float32, beyond both ends
 * too. Kernels are not flipped: a filter is the cross-correlation that a convolution layer
 * computes.
 */
@NullMarked
package dev.corral.examples.image;

import org.jspecify.annotations.NullMarked;
