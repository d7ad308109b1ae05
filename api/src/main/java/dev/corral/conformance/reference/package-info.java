/**
 * What a backend is measured by: an independent float64 reference of every operation, written
 * straight from the formulas, and the distance that a float32 result may have from it.
 *
 * <p>The reference runs on no backend, composes no operations and computes sizes and paddings
 * itself, so that a mistake elsewhere in the framework cannot hide in it. It is written for
 * clearness, loops over multi-indices, and takes arguments as the checked operations let them
 * through: it checks nothing a second time. Integer indices and axes are as in {@link
 * dev.corral.spi.TensorOps}, axes non-negative.
 */
@NullMarked
package dev.corral.conformance.reference;

import org.jspecify.annotations.NullMarked;
