package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a float32 result should have, and how far each may be off. NaN is met by any NaN,
 * and an infinity, or what float32 rounds to one, by that infinity alone.
 */
public final class Expectation {
  private final DoubleTensor value;
  private final DoubleTensor bound;
  private final boolean signedZeros;

  /** Where tiles may spread non-finite values; null if nowhere. */
  private final @Nullable DoubleTensor spread;

  private Expectation(
      DoubleTensor value, DoubleTensor bound, boolean signedZeros, @Nullable DoubleTensor spread) {
    this.value = value;
    this.bound = bound;
    this.signedZeros = signedZeros;
    this.spread = spread;
  }

  /**
   * The nearest float32 to each value, and nothing else; 0 and −0 are told apart.
   *
   * @param value the true values
   * @return the expectation
   */
  public static Expectation exactly(DoubleTensor value) {
    return new Expectation(
        value.map(v -> (float) v), DoubleTensor.full(value.shape(), 0), true, null);
  }

  /**
   * Each value up to some units in the last place of its float32; 0 and −0 are told apart.
   *
   * @param value the true values
   * @param ulps how many units
   * @return the expectation
   */
  public static Expectation withinUlps(DoubleTensor value, int ulps) {
    return new Expectation(value, value.map(v -> (double) ulps * Math.ulp((float) v)), true, null);
  }

  /**
   * Each value up to a bound of its own; 0 and −0 are the same.
   *
   * @param value the true values
   * @param bound the largest differences, of the same shape
   * @return the expectation
   */
  public static Expectation within(DoubleTensor value, DoubleTensor bound) {
    return new Expectation(value, bound, false, null);
  }

  /**
   * As {@link #within}; but near non-finite values, which tiles spread, NaN is met by anything
   * non-finite, and a number by anything at all.
   *
   * @param value the true values, NaN where a window holds something non-finite
   * @param bound the largest differences, of the same shape
   * @param spread not 0 where a tile may hold something non-finite, of the same shape
   * @return the expectation
   */
  static Expectation inTiles(DoubleTensor value, DoubleTensor bound, DoubleTensor spread) {
    return new Expectation(value, bound, false, spread);
  }

  /**
   * The true values.
   *
   * @return the tensor
   */
  public DoubleTensor value() {
    return value;
  }

  /**
   * The largest differences.
   *
   * @return a tensor of the values' shape
   */
  public DoubleTensor bound() {
    return bound;
  }

  /**
   * Compares a result, read from its device.
   *
   * @param result an open tensor
   * @return what differs: the shapes, or the first differing element with its expected value, the
   *     bound and the difference; empty if nothing does
   */
  public Optional<String> mismatch(Tensor result) {
    return mismatch(result.shape(), result.toArray());
  }

  /**
   * Compares a result that is on the host.
   *
   * @param shape its shape
   * @param result its values, row-major
   * @return what differs, as {@link #mismatch(Tensor)} says it; empty if nothing does
   */
  public Optional<String> mismatch(Shape shape, float... result) {
    return shape.equals(value.shape())
        ? firstDifference(result)
        : Optional.of("the shape is " + shape + ", expected " + value.shape());
  }

  private Optional<String> firstDifference(float... result) {
    double[] expected = value.toArray();
    double[] allowed = bound.toArray();
    double[] free = spread == null ? new double[expected.length] : spread.toArray();
    int first = -1;
    int count = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean met =
          free[i] == 0
              ? meets(result[i], expected[i], allowed[i])
              : !Double.isNaN(expected[i]) || !Float.isFinite(result[i]);
      if (!met) {
        first = first < 0 ? i : first;
        count++;
      }
    }
    return first < 0
        ? Optional.empty()
        : Optional.of(
            describe(index(value.shape(), first), result[first], expected[first], allowed[first])
                + ("; in all " + count + " of " + expected.length + " elements differ"));
  }

  private boolean meets(float result, double expected, double allowed) {
    if (Double.isNaN(expected)) {
      return Float.isNaN(result);
    }
    if (Float.isInfinite((float) expected)) {
      return result == (float) expected;
    }
    if (signedZeros && expected == 0 && result == 0) {
      return Math.copySign(1, result) == Math.copySign(1, expected);
    }
    return Math.abs(result - expected) <= allowed;
  }

  private static String describe(String index, float result, double expected, double allowed) {
    String difference =
        Float.isNaN(result) || Double.isNaN(expected)
            ? ""
            : ", differs by "
                + Math.abs(result - expected)
                + (" (" + ulps(result, (float) expected) + " ULP)");
    return "element "
        + index
        + " is "
        + result
        + ", expected "
        + ((float) expected == expected ? Float.toString((float) expected) : expected)
        + " within "
        + allowed
        + difference;
  }

  /** How many float32 values lie between two, the second included. */
  private static long ulps(float a, float b) {
    return Math.abs(rank(a) - rank(b));
  }

  /** The place of a value among all float32 values; 0 and −0 share one. */
  private static long rank(float value) {
    int bits = Float.floatToIntBits(value);
    return bits >= 0 ? bits : (long) Integer.MIN_VALUE - bits;
  }

  private static String index(Shape shape, int offset) {
    int[] index = new int[shape.rank()];
    int rest = offset;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return Arrays.toString(index);
  }
}
