package dev.corral.examples.image;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * One cross-correlation with one matrix, or with two of the same size whose results are taken as
 * the components of a vector, of which the length is the result.
 *
 * <p>The element that lies on the pixel is [(height − 1) / 2, (width − 1) / 2]: the middle one, or
 * where a side is even the one before it, as with ONNX's SAME_UPPER.
 *
 * @param matrices one or two, [height, width]
 */
record Pass(double[][]... matrices) {
  int height() {
    return matrices[0].length;
  }

  int width() {
    return matrices[0][0].length;
  }

  int above() {
    return (height() - 1) / 2;
  }

  int below() {
    return height() / 2;
  }

  int left() {
    return (width() - 1) / 2;
  }

  int right() {
    return width() / 2;
  }

  /** The kernel [matrices, 1, height, width]. */
  Tensor kernel(Ops ops) {
    float[] weights = new float[matrices.length * height() * width()];
    int next = 0;
    for (double[][] matrix : matrices) {
      for (double[] row : matrix) {
        for (double weight : row) {
          weights[next++] = (float) weight;
        }
      }
    }
    return ops.fromArray(Shape.of(matrices.length, 1, height(), width()), weights);
  }

  /** From [colours, 1, h, w], with all that the kernel reaches around it, to [colours, 1, …]. */
  Tensor apply(Ops ops, Tensor x, Tensor kernel) {
    Tensor y = ops.conv2d(x, kernel);
    return matrices.length == 1 ? y : ops.sqrt(ops.sum(ops.square(y), true, 1));
  }
}
