package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * Element-wise functions in float64. Those of two or three tensors broadcast as NumPy does. {@link
 * DoubleTensor#map} is that of one tensor.
 */
public final class ElementwiseReference {
  private ElementwiseReference() {}

  /**
   * The common shape of tensors that broadcast: aligned at the last axis, sizes of 1 stretch.
   *
   * @param shapes one or more
   * @return the shape
   */
  public static Shape broadcast(Shape... shapes) {
    int rank = 0;
    for (Shape shape : shapes) {
      rank = Math.max(rank, shape.rank());
    }
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    for (Shape shape : shapes) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        int place = rank - shape.rank() + axis;
        dims[place] = shape.dim(axis) == 1 ? dims[place] : shape.dim(axis);
      }
    }
    return Shape.of(dims);
  }

  /**
   * A function of each pair of elements.
   *
   * @param function the function
   * @param a a tensor
   * @param b a tensor that broadcasts with it
   * @return a tensor of their common shape
   */
  public static DoubleTensor map(DoubleBinaryOperator function, DoubleTensor a, DoubleTensor b) {
    return DoubleTensor.generate(
        broadcast(a.shape(), b.shape()),
        index -> function.applyAsDouble(stretched(a, index), stretched(b, index)));
  }

  /**
   * a where the condition is not 0, b elsewhere; NaN is not 0.
   *
   * @param condition a tensor
   * @param a a tensor that broadcasts with it
   * @param b a tensor that broadcasts with both
   * @return a tensor of their common shape
   */
  public static DoubleTensor where(DoubleTensor condition, DoubleTensor a, DoubleTensor b) {
    return DoubleTensor.generate(
        broadcast(condition.shape(), a.shape(), b.shape()),
        index -> stretched(stretched(condition, index) != 0 ? a : b, index));
  }

  /**
   * The logistic function.
   *
   * @param x any number
   * @return 1 / (1 + e<sup>−x</sup>)
   */
  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * The rectifier.
   *
   * @param x any number
   * @return max(x, 0); 0 for −0
   */
  public static double relu(double x) {
    return Math.max(x, 0);
  }

  private static double stretched(DoubleTensor x, int[] index) {
    return x.get(Indices.broadcast(index, x.shape()));
  }
}
