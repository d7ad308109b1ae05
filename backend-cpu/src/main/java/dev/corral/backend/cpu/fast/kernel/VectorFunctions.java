package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * By vectors. Every element goes through the same instructions, whatever its place: the last ones
 * in a vector of their own. Functions are made of sums and products, since those that the JDK has
 * for vectors change their last bit when a method is compiled; they are off by less than 3 ULP.
 *
 * <p>Arguments are reduced as in J.-M. Muller, <em>Elementary Functions</em>: e<sup>x</sup> =
 * 2<sup>n</sup> e<sup>r</sup> where n = round(x / ln 2), and ln x = e ln 2 + ln m where √½ ≤ m <
 * √2; what is left of them is a polynomial whose largest relative error is the least of its degree,
 * by Remez' algorithm.
 */
final class VectorFunctions implements Functions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final float LOG2_E = 1.442695f;

  /** ln 2, and what that is short of it. */
  private static final float LN2 = 0.6931472f;

  private static final float LN2_REST = -1.9046542e-9f;

  /** Rounds what is added to it to an integer, which its lowest bits then hold. */
  private static final float ROUND = 0x1.8p23f;

  /** Beyond these, e<sup>x</sup> is rounded to 0 or ∞. */
  private static final float LEAST_OF_EXP = -104;

  private static final float LARGEST_OF_EXP = 89;

  /** From this on, tanh of half of it is rounded to 1. */
  private static final float LARGEST_OF_TANH = 20;

  /** Bits of a mantissa; Float.PRECISION, of Java 19, counts one more. */
  private static final int MANTISSA = 23;

  private static final int BITS_OF_ROUND = Float.floatToRawIntBits(ROUND);
  private static final int BITS_OF_ROOT_HALF = Float.floatToRawIntBits(0.70710677f);

  /** A function of whole vectors. */
  private interface WholeVectors {
    void run(float[] x, float[] y, int from, int to);
  }

  private static void apply(WholeVectors function, float[] x, float[] y, int from, int to) {
    int whole = from + S.loopBound(to - from);
    int rest = to - whole;
    if (rest > 0) {
      float[] last = new float[L];
      System.arraycopy(x, whole, last, 0, rest);
      function.run(last, last, 0, L);
      function.run(x, y, from, whole);
      System.arraycopy(last, 0, y, whole, rest);
    } else {
      function.run(x, y, from, to);
    }
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::expOfVectors, x, y, from, to);
  }

  private static void expOfVectors(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += L) {
      exp(FloatVector.fromArray(S, x, i)).intoArray(y, i);
    }
  }

  /** By two powers of 2, since one alone might be beyond the range where the product is not. */
  private static FloatVector exp(FloatVector argument) {
    FloatVector x = argument.max(LEAST_OF_EXP).min(LARGEST_OF_EXP);
    FloatVector n = exponent(x);
    FloatVector half = n.mul(0.5f).add(ROUND);
    FloatVector rest = n.sub(half.sub(ROUND)).add(ROUND);
    return expm1OfRest(x, n).add(1).mul(powerOf2(half)).mul(powerOf2(rest));
  }

  /** n = round(x / ln 2). */
  private static FloatVector exponent(FloatVector x) {
    return x.mul(LOG2_E).add(ROUND).sub(ROUND);
  }

  /** e<sup>r</sup> − 1 where r = x − n ln 2. */
  private static FloatVector expm1OfRest(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(all(-LN2_REST), n.fma(all(-LN2), x));
    FloatVector p = r.fma(all(0.0013882509f), all(0.00836658f));
    p = p.fma(r, all(0.0416672f));
    p = p.fma(r, all(0.16666543f));
    p = p.fma(r, all(0.49999997f));
    return p.fma(r.mul(r), r);
  }

  /** 2<sup>n</sup> of n + {@link #ROUND}. */
  private static FloatVector powerOf2(FloatVector rounded) {
    return rounded
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, MANTISSA)
        .add(Float.MAX_EXPONENT << MANTISSA)
        .reinterpretAsFloats();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }

  @Override
  public void log(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::logOfVectors, x, y, from, to);
  }

  private static void logOfVectors(float[] x, float[] y, int from, int to) {
    FloatVector infinity = all(Float.POSITIVE_INFINITY);
    for (int i = from; i < to; i += L) {
      FloatVector argument = FloatVector.fromArray(S, x, i);
      logOfPositive(argument)
          .blend(infinity, argument.compare(VectorOperators.EQ, infinity))
          .blend(infinity.neg(), argument.compare(VectorOperators.EQ, 0))
          .blend(all(Float.NaN), argument.compare(VectorOperators.GE, 0).not())
          .intoArray(y, i);
    }
  }

  /** e ln 2 + ln m. */
  private static FloatVector logOfPositive(FloatVector argument) {
    VectorMask<Float> subnormal = argument.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector x = argument.blend(argument.mul(1 << MANTISSA), subnormal);
    IntVector bits = x.reinterpretAsInts().sub(BITS_OF_ROOT_HALF);
    FloatVector e = exponent(bits);
    FloatVector m = mantissa(bits);
    return logOf(e.blend(e.sub(MANTISSA), subnormal), m.sub(1));
  }

  private static FloatVector exponent(IntVector bits) {
    return bits.lanewise(VectorOperators.ASHR, MANTISSA)
        .add(BITS_OF_ROUND)
        .reinterpretAsFloats()
        .sub(ROUND);
  }

  private static FloatVector mantissa(IntVector bits) {
    return bits.lanewise(VectorOperators.AND, (1 << MANTISSA) - 1)
        .add(BITS_OF_ROOT_HALF)
        .reinterpretAsFloats();
  }

  /** e ln 2 + ln (1 + f). */
  private static FloatVector logOf(FloatVector e, FloatVector f) {
    FloatVector p = f.fma(all(-0.07634503f), all(0.12761578f));
    p = p.fma(f, all(-0.13160181f));
    p = p.fma(f, all(0.14201757f));
    p = p.fma(f, all(-0.16623357f));
    p = p.fma(f, all(0.20001227f));
    p = p.fma(f, all(-0.2500082f));
    p = p.fma(f, all(0.3333333f));
    FloatVector square = f.mul(f);
    FloatVector curve = p.mul(f).sub(0.5f).fma(square, e.mul(LN2_REST));
    return e.fma(all(LN2), curve.add(f));
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::tanhOfVectors, x, y, from, to);
  }

  /** With d = e<sup>2|x|</sup> − 1: d / (d + 2), and the sign of x. */
  private static void tanhOfVectors(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += L) {
      FloatVector argument = FloatVector.fromArray(S, x, i);
      FloatVector twice = argument.abs().mul(2).min(LARGEST_OF_TANH);
      FloatVector n = exponent(twice);
      FloatVector power = powerOf2(n.add(ROUND));
      FloatVector d = expm1OfRest(twice, n).fma(power, power.sub(1));
      IntVector sign =
          argument.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE);
      d.div(d.add(2))
          .reinterpretAsInts()
          .lanewise(VectorOperators.OR, sign)
          .reinterpretAsFloats()
          .intoArray(y, i);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::sigmoidOfVectors, x, y, from, to);
  }

  /**
   * With e = exp(−|x|), which never overflows: 1 / (1 + e) of positive x, e / (1 + e) of others.
   */
  private static void sigmoidOfVectors(float[] x, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = from; i < to; i += L) {
      FloatVector argument = FloatVector.fromArray(S, x, i);
      FloatVector e = exp(argument.abs().neg());
      e.blend(one, argument.compare(VectorOperators.GE, 0)).div(e.add(one)).intoArray(y, i);
    }
  }

  @Override
  public void less(float[] a, float[] b, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector second = FloatVector.fromArray(S, b, i);
      FloatVector.zero(S)
          .blend(one, FloatVector.fromArray(S, a, i).compare(VectorOperators.LT, second))
          .intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = a[i] < b[i] ? 1f : 0f;
    }
  }

  @Override
  public void equal(float[] a, float[] b, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector second = FloatVector.fromArray(S, b, i);
      FloatVector.zero(S)
          .blend(one, FloatVector.fromArray(S, a, i).compare(VectorOperators.EQ, second))
          .intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = a[i] == b[i] ? 1f : 0f;
    }
  }
}
