/**
 * Convolutions of 3×3 kernels, and their gradients, with fewer multiplications than their
 * definition has, after Winograd.
 */
@NullMarked
package dev.corral.backend.cpu.fast.winograd;

import org.jspecify.annotations.NullMarked;
