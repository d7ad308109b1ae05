package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Shape;
import java.util.Arrays;

/**
 * The gradient of the loss by a tensor.
 *
 * @param value the true one, at the forward values of the backend under test
 * @param bound how far a float32 one may be off, element by element
 */
record Adjoint(DoubleTensor value, DoubleTensor bound) {
  private static final double LARGEST_EXACT_INTEGER = 0x1p24;

  /** Beyond it float32 might overflow on the way. */
  private static final double LARGEST_JUDGED = 1e30;

  static Adjoint exactly(DoubleTensor value) {
    return new Adjoint(value, DoubleTensor.full(value.shape(), 0));
  }

  Shape shape() {
    return value.shape();
  }

  /**
   * The sum of two shares; exact for integers that float32 holds. It is rounded twice where a share
   * comes in two parts, as that of x · x.
   */
  Adjoint plus(Adjoint other) {
    double[] sum = value.toArray();
    double[] error = bound.toArray();
    double[] added = other.value.toArray();
    double[] addedError = other.bound.toArray();
    for (int i = 0; i < sum.length; i++) {
      double size = Math.abs(sum[i]) + Math.abs(added[i]);
      boolean exact =
          error[i] + addedError[i] == 0
              && size < LARGEST_EXACT_INTEGER
              && sum[i] == Math.rint(sum[i])
              && added[i] == Math.rint(added[i]);
      error[i] += addedError[i];
      error[i] += exact ? 0 : Contraction.gamma(2) * (size + error[i]) + Float.MIN_NORMAL;
      sum[i] += added[i];
    }
    return new Adjoint(DoubleTensor.of(shape(), sum), DoubleTensor.of(shape(), error));
  }

  Adjoint reshaped(Shape shape) {
    return new Adjoint(
        MovementReference.reshape(value, shape), MovementReference.reshape(bound, shape));
  }

  /** The largest magnitude that a float32 gradient within the bound may have. */
  double largest() {
    double[] values = value.toArray();
    double[] bounds = bound.toArray();
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i]) + bounds[i]);
    }
    return largest;
  }

  /** Whether float32 can hold it with certainty; false for NaN. */
  boolean isTame() {
    return largest() <= LARGEST_JUDGED;
  }

  /** Whether every bound is 0. */
  boolean isSharp() {
    return Arrays.stream(bound.toArray()).allMatch(b -> b == 0);
  }
}
