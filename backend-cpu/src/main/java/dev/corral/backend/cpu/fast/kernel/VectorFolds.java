package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums, maxima and the like of neighbouring elements in {@code jdk.incubator.vector}. What is
 * folded into one goes four vectors at a time, so that one operation need not wait for the other,
 * then one, then what is left.
 */
final class VectorFolds {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorFolds() {}

  static float sum(float[] x, int at, int count) {
    int fours = count / (4 * L) * (4 * L);
    int whole = S.loopBound(count);
    float sum = fours > 0 ? sumOfFours(x, at, at + fours) : 0;
    if (fours < whole) {
      sum += sumOfOnes(x, at + fours, at + whole);
    }
    for (int i = at + whole; i < at + count; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** In an order of its own, which reduceLanes leaves open. */
  private static float total(float[] lanes) {
    return ScalarFolds.sum(lanes, 0, 1, L);
  }

  private static float sumOfFours(float[] x, int from, int to) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int i = from; i < to; i += 4 * L) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
      s1 = s1.add(FloatVector.fromArray(S, x, i + L));
      s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * L));
      s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * L));
    }
    return total(s0.add(s1).add(s2.add(s3)).toArray());
  }

  private static float sumOfOnes(float[] x, int from, int to) {
    FloatVector s = FloatVector.zero(S);
    for (int i = from; i < to; i += L) {
      s = s.add(FloatVector.fromArray(S, x, i));
    }
    return total(s.toArray());
  }

  static float max(float[] x, int at, int count) {
    int fours = count / (4 * L) * (4 * L);
    int whole = S.loopBound(count);
    float max = fours > 0 ? maxOfFours(x, at, at + fours) : Float.NEGATIVE_INFINITY;
    if (fours < whole) {
      max = Math.max(max, maxOfOnes(x, at + fours, at + whole));
    }
    for (int i = at + whole; i < at + count; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static float maxOfFours(float[] x, int from, int to) {
    FloatVector m0 = FloatVector.fromArray(S, x, from);
    FloatVector m1 = FloatVector.fromArray(S, x, from + L);
    FloatVector m2 = FloatVector.fromArray(S, x, from + 2 * L);
    FloatVector m3 = FloatVector.fromArray(S, x, from + 3 * L);
    for (int i = from + 4 * L; i < to; i += 4 * L) {
      m0 = m0.max(FloatVector.fromArray(S, x, i));
      m1 = m1.max(FloatVector.fromArray(S, x, i + L));
      m2 = m2.max(FloatVector.fromArray(S, x, i + 2 * L));
      m3 = m3.max(FloatVector.fromArray(S, x, i + 3 * L));
    }
    return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
  }

  private static float maxOfOnes(float[] x, int from, int to) {
    FloatVector m = FloatVector.fromArray(S, x, from);
    for (int i = from + L; i < to; i += L) {
      m = m.max(FloatVector.fromArray(S, x, i));
    }
    return m.reduceLanes(VectorOperators.MAX);
  }

  static void sumInto(float[] y, int to, float[] x, int at, int count) {
    int whole = S.loopBound(count);
    for (int i = 0; i < whole; i += L) {
      FloatVector sum = FloatVector.fromArray(S, y, to + i);
      sum.add(FloatVector.fromArray(S, x, at + i)).intoArray(y, to + i);
    }
    ScalarFolds.sumInto(y, to + whole, x, at + whole, count - whole);
  }

  static void maxInto(float[] y, int to, float[] x, int at, int count) {
    int whole = S.loopBound(count);
    for (int i = 0; i < whole; i += L) {
      FloatVector max = FloatVector.fromArray(S, y, to + i);
      max.max(FloatVector.fromArray(S, x, at + i)).intoArray(y, to + i);
    }
    ScalarFolds.maxInto(y, to + whole, x, at + whole, count - whole);
  }

  static void productInto(float[] y, int to, float[] a, int at, float[] b, int bAt, int count) {
    int whole = S.loopBound(count);
    for (int i = 0; i < whole; i += L) {
      FloatVector sum = FloatVector.fromArray(S, y, to + i);
      FloatVector factor = FloatVector.fromArray(S, b, bAt + i);
      FloatVector.fromArray(S, a, at + i).fma(factor, sum).intoArray(y, to + i);
    }
    ScalarFolds.productInto(y, to + whole, a, at + whole, b, bAt + whole, count - whole);
  }

  static void equal(float[] a, int at, float[] b, int bAt, float[] y, int to, int count) {
    int whole = S.loopBound(count);
    FloatVector zero = FloatVector.zero(S);
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < whole; i += L) {
      VectorMask<Float> equal =
          FloatVector.fromArray(S, a, at + i)
              .compare(VectorOperators.EQ, FloatVector.fromArray(S, b, bAt + i));
      zero.blend(one, equal).intoArray(y, to + i);
    }
    ScalarFolds.equal(a, at + whole, b, bAt + whole, y, to + whole, count - whole);
  }
}
