package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;

/** Matrix products, with the kernels of convolutions. */
final class MatrixProduct {
  private final Arena arena;
  private final Elementwise elementwise;
  private final Movement movement;
  private final CorrelationKernels kernels;

  MatrixProduct(
      Arena arena, Elementwise elementwise, Movement movement, CorrelationKernels kernels) {
    this.arena = arena;
    this.elementwise = elementwise;
    this.movement = movement;
    this.kernels = kernels;
  }

  Tensor matmul(Tensor a, Tensor b) {
    Shape product = a.shape().matmul(b.shape());
    if (product.size() == 0 || a.shape().size() == 0) {
      return elementwise.fill(product, 0);
    }
    int all = matrices(product);
    Tensor left = matrices(a.shape()) == 1 ? a : stretched(a, product);
    Tensor right = matrices(b.shape()) == 1 ? b : stretched(b, product);
    Tensor y = arena.allocate(product);
    kernels.correlate(
        correlation(left.shape(), right.shape(), all),
        right,
        Weights.passing(left),
        Epilogue.NONE,
        y);
    return y;
  }

  /** The products of as many matrices, or of many by one. */
  private static Correlation correlation(Shape a, Shape b, int all) {
    int m = a.dim(-2);
    int k = a.dim(-1);
    int n = b.dim(-1);
    if (matrices(b) == 1) {
      // All rows of all left factors are those of one matrix.
      return Correlation.product(1, 1, a.size() / k, k, n);
    }
    return matrices(a) == 1
        ? Correlation.product(all, 1, m, k, n)
        : Correlation.product(1, all, m, k, n);
  }

  private static int matrices(Shape shape) {
    return shape.size() / (shape.dim(-2) * shape.dim(-1));
  }

  /** A factor with as many matrices as the product. */
  private Tensor stretched(Tensor factor, Shape product) {
    Shape s = factor.shape();
    Shape shape = product.with(-2, s.dim(-2)).with(-1, s.dim(-1));
    return s.size() == shape.size() ? factor : movement.take(factor, View.broadcast(s, shape));
  }
}
