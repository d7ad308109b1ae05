/**
 * What a backend author implements.
 *
 * <p>Read in this order: {@link dev.corral.spi.BackendProvider} is found by the JDK's ServiceLoader
 * and opens a {@link dev.corral.spi.Backend}; the backend allocates storage and hands out its
 * operations, a subclass of {@link dev.corral.spi.RawOps}, bound to an {@link dev.corral.spi.Arena}
 * from which results are allocated. The operations are the abstract methods of {@link
 * dev.corral.spi.TensorOps}; everything else has a composed default that may be overridden for
 * speed, and so may whole layers ({@link dev.corral.spi.Layer}).
 *
 * <p>Calls reach a backend checked and normalised: shapes fit, axes are sorted and non-negative,
 * paddings and slices are explicit, tensors are open and the backend's own. No method here throws
 * {@link java.lang.UnsupportedOperationException}.
 */
@NullMarked
package dev.corral.spi;

import org.jspecify.annotations.NullMarked;
