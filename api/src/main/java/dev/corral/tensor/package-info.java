/**
 * Values: shapes, tensors, the options of an operation, and the errors of the framework.
 *
 * <p>Nothing here computes. A {@link dev.corral.tensor.Tensor} is a shape over a backend's {@link
 * dev.corral.tensor.Storage}; arithmetic goes through {@code dev.corral.spi.TensorOps}.
 */
@NullMarked
package dev.corral.tensor;

import org.jspecify.annotations.NullMarked;
