package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Shape;
import java.util.Arrays;

/** Where elements come from: found by moving their numbers in the place of their values. */
final class Places {
  private Places() {}

  /** A tensor whose elements are numbered in row-major order. */
  static DoubleTensor numbered(Shape shape, int first) {
    double[] numbers = new double[shape.size()];
    Arrays.setAll(numbers, i -> first + i);
    return DoubleTensor.of(shape, numbers);
  }

  static int[] of(DoubleTensor moved) {
    return Arrays.stream(moved.toArray()).mapToInt(v -> (int) v).toArray();
  }

  /** For each element of a larger shape, the element that stretches to it under broadcasting. */
  static int[] stretched(Shape from, Shape to) {
    return of(MovementReference.broadcast(numbered(from, 0), to));
  }
}
