package dev.corral.backend.cpu.naive;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;
import java.util.Arrays;

/** Products of the matrices that two tensors hold. */
final class MatrixProduct {
  private MatrixProduct() {}

  /** y = a · b, the axes before the last two broadcast. */
  static void matmul(Tensor a, Tensor b, Tensor y) {
    int[] left = matrices(a.shape(), y.shape());
    int[] right = matrices(b.shape(), y.shape());
    for (int index = 0; index < left.length; index++) {
      matmul(Matrix.of(a, left[index]), Matrix.of(b, right[index]), Matrix.of(y, index));
    }
  }

  /** y[i, j] = Σ<sub>p</sub> a[i, p] · b[p, j]. */
  private static void matmul(Matrix a, Matrix b, Matrix y) {
    for (int i = 0; i < y.rows; i++) {
      for (int j = 0; j < y.columns; j++) {
        float sum = 0;
        for (int p = 0; p < a.columns; p++) {
          sum += a.get(i, p) * b.get(p, j);
        }
        y.set(i, j, sum);
      }
    }
  }

  /** For each matrix of the product, which of the factor's it is made from. */
  private static int[] matrices(Shape factor, Shape product) {
    return View.broadcast(batch(factor), batch(product)).positions();
  }

  private static Shape batch(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }
}
