package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Reductions in float64; a reduced axis stays with size 1 if keepDims, and goes if not. */
public final class ReductionReference {
  private static final int ULPS_OF_A_FUNCTION = 4;

  /** e to the power of −104 is less than the smallest positive float32. */
  private static final int VANISHING = 104;

  private ReductionReference() {}

  /**
   * The sum along axes; 0 over nothing.
   *
   * @param x a tensor
   * @param keepDims whether reduced axes stay
   * @param axes non-negative, each once
   * @return the sums
   */
  public static Contraction sum(DoubleTensor x, boolean keepDims, int... axes) {
    Contraction.Sums sums = new Contraction.Sums(reduced(x.shape(), keepDims, axes));
    Indices.forEach(x.shape(), index -> sums.add(x.get(index), 1, target(index, keepDims, axes)));
    return sums.contraction();
  }

  /**
   * The arithmetic mean along axes of size 1 or more.
   *
   * @param x a tensor
   * @param keepDims whether reduced axes stay
   * @param axes non-negative, each once
   * @return the means
   */
  public static Contraction mean(DoubleTensor x, boolean keepDims, int... axes) {
    Contraction.Sums sums = new Contraction.Sums(reduced(x.shape(), keepDims, axes));
    double count =
        Arrays.stream(axes).map(x.shape()::dim).asDoubleStream().reduce(1, (a, b) -> a * b);
    Indices.forEach(
        x.shape(), index -> sums.add(x.get(index), 1 / count, target(index, keepDims, axes)));
    return sums.mean();
  }

  /**
   * The largest value along axes of size 1 or more; NaN wins, and 0 is above −0.
   *
   * @param x a tensor
   * @param keepDims whether reduced axes stay
   * @param axes non-negative, each once
   * @return the maxima
   */
  public static DoubleTensor max(DoubleTensor x, boolean keepDims, int... axes) {
    Shape shape = reduced(x.shape(), keepDims, axes);
    double[] largest = new double[shape.size()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    Indices.forEach(
        x.shape(),
        index -> {
          int at = Indices.offset(shape, target(index, keepDims, axes));
          largest[at] = Math.max(largest[at], x.get(index));
        });
    return DoubleTensor.of(shape, largest);
  }

  /**
   * The index of the first largest value along an axis; NaN is largest, and 0 equals −0.
   *
   * @param x a tensor
   * @param keepDims whether the axis stays
   * @param axis non-negative, of size 1 or more
   * @return the indices
   */
  public static DoubleTensor argmax(DoubleTensor x, boolean keepDims, int axis) {
    return DoubleTensor.generate(
        reduced(x.shape(), keepDims, axis),
        target -> {
          int[] index = keepDims ? target.clone() : inserted(target, axis);
          int winner = 0;
          for (int i = 1; i < x.shape().dim(axis); i++) {
            double best = x.get(Indices.with(index, axis, winner));
            double next = x.get(Indices.with(index, axis, i));
            winner = next > best || (Double.isNaN(next) && !Double.isNaN(best)) ? i : winner;
          }
          return winner;
        });
  }

  /**
   * e<sup>x</sup> / Σ e<sup>x</sup> along an axis of size 1 or more. The bound follows the float32
   * computation with s = x − max: rounding sᵢ changes e<sup>sᵢ</sup> by the factor |sᵢ|ε, the
   * exponential, its sum and the quotient add the roundings of their own.
   *
   * @param x a tensor
   * @param axis non-negative
   * @return a tensor of x's shape
   */
  public static Expectation softmax(DoubleTensor x, int axis) {
    DoubleTensor shifted = shifted(x, axis);
    DoubleTensor exponentials = shifted.map(Math::exp);
    DoubleTensor total = sum(exponentials, true, axis).value();
    DoubleTensor spread = spread(shifted, exponentials, total, axis);
    DoubleTensor value = ElementwiseReference.map((e, t) -> e / t, exponentials, total);
    double roundings = x.shape().dim(axis) + 3 * 2 * ULPS_OF_A_FUNCTION;
    return Expectation.within(
        value,
        DoubleTensor.generate(
            x.shape(),
            index -> {
              double own = Math.min(finite(shifted.get(index)), VANISHING);
              double all = roundings + 2 * (own + spread.get(Indices.with(index, axis, 0)));
              return Contraction.gamma(all) * value.get(index) + Float.MIN_NORMAL;
            }));
  }

  /**
   * log(softmax(x)) along an axis of size 1 or more. The bound follows the float32 computation s −
   * log Σ e<sup>s</sup> with s = x − max, as that of {@link #softmax}.
   *
   * @param x a tensor
   * @param axis non-negative
   * @return a tensor of x's shape
   */
  public static Expectation logSoftmax(DoubleTensor x, int axis) {
    DoubleTensor shifted = shifted(x, axis);
    DoubleTensor exponentials = shifted.map(Math::exp);
    DoubleTensor total = sum(exponentials, true, axis).value();
    DoubleTensor spread = spread(shifted, exponentials, total, axis);
    DoubleTensor value = ElementwiseReference.map((s, t) -> s - Math.log(t), shifted, total);
    double roundings = x.shape().dim(axis) + 2 * ULPS_OF_A_FUNCTION;
    return Expectation.within(
        value,
        DoubleTensor.generate(
            x.shape(),
            index -> {
              int[] group = Indices.with(index, axis, 0);
              double ofTheLog = (2 * ULPS_OF_A_FUNCTION + 1) * Math.log(total.get(group));
              double all = roundings + 2 * spread.get(group) + ofTheLog;
              return Contraction.gamma(all) + Contraction.gamma(2) * finite(shifted.get(index));
            }));
  }

  private static DoubleTensor shifted(DoubleTensor x, int axis) {
    return ElementwiseReference.map((a, largest) -> a - largest, x, max(x, true, axis));
  }

  /**
   * Σ |s|e<sup>s</sup> / Σ e<sup>s</sup> along an axis: by how many roundings those of s change the
   * sum. It never exceeds their number / e, since far from the largest e<sup>s</sup> vanishes.
   */
  private static DoubleTensor spread(
      DoubleTensor shifted, DoubleTensor exponentials, DoubleTensor total, int axis) {
    DoubleTensor weighted =
        ElementwiseReference.map((s, e) -> finite(s) * e, shifted, exponentials);
    DoubleTensor sum = sum(weighted, true, axis).value();
    return ElementwiseReference.map((w, t) -> w / t, sum, total);
  }

  private static double finite(double s) {
    return Double.isFinite(s) ? Math.abs(s) : 0;
  }

  private static Shape reduced(Shape shape, boolean keepDims, int... axes) {
    return Shape.of(
        keepDims
            ? IntStream.range(0, shape.rank())
                .map(axis -> contains(axes, axis) ? 1 : shape.dim(axis))
                .toArray()
            : target(shape.dims(), false, axes));
  }

  /** Where the element at an index goes: without the reduced axes, or with index 0 along them. */
  private static int[] target(int[] index, boolean keepDims, int... axes) {
    return keepDims
        ? IntStream.range(0, index.length).map(a -> contains(axes, a) ? 0 : index[a]).toArray()
        : IntStream.range(0, index.length)
            .filter(a -> !contains(axes, a))
            .map(a -> index[a])
            .toArray();
  }

  private static int[] inserted(int[] index, int axis) {
    return IntStream.range(0, index.length + 1)
        .map(a -> a < axis ? index[a] : a == axis ? 0 : index[a - 1])
        .toArray();
  }

  private static boolean contains(int[] axes, int axis) {
    return Arrays.stream(axes).anyMatch(a -> a == axis);
  }
}
