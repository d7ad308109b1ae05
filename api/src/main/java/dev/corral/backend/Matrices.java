package dev.corral.backend;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;

/** Convolution of plain matrices, as the chapter has it. */
final class Matrices {
  private Matrices() {}

  static Tensor correlate(Ops ops, Tensor x, Tensor kernel) {
    Tensor y = ops.conv2d(image(ops, x), image(ops, kernel), Conv2dOptions.DEFAULT);
    return ops.reshape(y, Shape.of(y.shape().dim(2), y.shape().dim(3)));
  }

  private static Tensor image(Ops ops, Tensor matrix) {
    Shape shape = matrix.shape();
    if (shape.rank() != 2) {
      throw new ShapeException(
          "corr2d: a tensor of shape " + shape,
          "two matrices, of rank 2",
          "For batches and channels there is conv2d");
    }
    return ops.reshape(matrix, Shape.of(1, 1, shape.dim(0), shape.dim(1)));
  }
}
