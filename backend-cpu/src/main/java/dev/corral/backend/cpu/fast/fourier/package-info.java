/**
 * Convolution by Fourier transforms of tiles, of the fast numerics class: for large kernels, whose
 * products it replaces by one for each frequency.
 */
@NullMarked
package dev.corral.backend.cpu.fast.fourier;

import org.jspecify.annotations.NullMarked;
