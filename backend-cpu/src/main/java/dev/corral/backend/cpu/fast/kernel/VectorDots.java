package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#dots} in {@code jdk.incubator.vector}, written as {@link VectorProduct} tells.
 * Runs are cut into vectors, which are told one by one; a last one of each run that is not whole
 * goes through kernels of its own, where what lies beyond the run counts as zero.
 */
final class VectorDots {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** For each number of lanes, ones in those and zeros in the others. */
  private static final float[][] LANES_BELOW = lanesBelow();

  private VectorDots() {}

  private static float[][] lanesBelow() {
    float[][] lanes = new float[L][L];
    for (int i = 0; i < L; i++) {
      Arrays.fill(lanes[i], 0, i, 1);
    }
    return lanes;
  }

  /** As {@link Kernels#dots}. */
  static void add(
      float[] a, int aAt, float[] x, int at, int[] offsets, Runs runs, float[] sums, int to) {
    int[] vectors = runs.vectors(L);
    int whole = runs.wholeVectors();
    int rest = runs.length(0) % L;
    float[] totals = runs.room(9 * L);
    int r = 0;
    for (; r + 7 < offsets.length; r += 8) {
      eight(a, aAt, x, at, offsets, r, vectors, whole, totals);
      if (rest > 0) {
        eightRests(a, aAt, x, at, offsets, r, vectors, whole, runs.count(), rest, totals);
      }
      addLanes(totals, 8, sums, to + r);
    }
    for (; r < offsets.length; r++) {
      one(a, aAt, x, at + offsets[r], vectors, whole, totals);
      if (rest > 0) {
        oneRests(a, aAt, x, at + offsets[r], vectors, whole, runs.count(), rest, totals);
      }
      addLanes(totals, 1, sums, to + r);
    }
  }

  /**
   * Adds up the lanes of vectors by halves: an order of our own, because that of reduceLanes is
   * open, and changes when its caller is compiled.
   */
  private static void addLanes(float[] totals, int vectors, float[] sums, int to) {
    for (int half = L / 2; half > 0; half /= 2) {
      for (int i = 0; i < vectors * L; i += L) {
        FloatVector upper = FloatVector.fromArray(S, totals, i + half);
        FloatVector.fromArray(S, totals, i).add(upper).intoArray(totals, i);
      }
    }
    for (int i = 0; i < vectors; i++) {
      sums[to + i] += totals[i * L];
    }
  }

  private static void one(
      float[] a, int aAt, float[] x, int at, int[] vectors, int count, float[] totals) {
    FloatVector s = FloatVector.zero(S);
    for (int i = 0; i < 2 * count; i += 2) {
      FloatVector factor = FloatVector.fromArray(S, a, aAt + vectors[i]);
      s = factor.fma(FloatVector.fromArray(S, x, at + vectors[i + 1]), s);
    }
    s.intoArray(totals, 0);
  }

  private static void oneRests(
      float[] a,
      int aAt,
      float[] x,
      int at,
      int[] vectors,
      int first,
      int count,
      int lanes,
      float[] totals) {
    FloatVector zero = FloatVector.zero(S);
    VectorMask<Float> beyond =
        FloatVector.fromArray(S, LANES_BELOW[lanes], 0).compare(VectorOperators.EQ, zero);
    FloatVector s = FloatVector.fromArray(S, totals, 0);
    for (int i = 2 * first; i < 2 * (first + count); i += 2) {
      FloatVector factor = FloatVector.fromArray(S, a, aAt + vectors[i]).blend(zero, beyond);
      s = factor.fma(FloatVector.fromArray(S, x, at + vectors[i + 1]).blend(zero, beyond), s);
    }
    s.intoArray(totals, 0);
  }

  private static void eight(
      float[] a,
      int aAt,
      float[] x,
      int at,
      int[] offsets,
      int r,
      int[] vectors,
      int count,
      float[] totals) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero;
    int x0 = at + offsets[r];
    FloatVector s1 = zero;
    int x1 = at + offsets[r + 1];
    FloatVector s2 = zero;
    int x2 = at + offsets[r + 2];
    FloatVector s3 = zero;
    int x3 = at + offsets[r + 3];
    FloatVector s4 = zero;
    int x4 = at + offsets[r + 4];
    FloatVector s5 = zero;
    int x5 = at + offsets[r + 5];
    FloatVector s6 = zero;
    int x6 = at + offsets[r + 6];
    FloatVector s7 = zero;
    int x7 = at + offsets[r + 7];
    for (int i = 0; i < 2 * count; i += 2) {
      FloatVector factor = FloatVector.fromArray(S, a, aAt + vectors[i]);
      int p = vectors[i + 1];
      s0 = factor.fma(FloatVector.fromArray(S, x, x0 + p), s0);
      s1 = factor.fma(FloatVector.fromArray(S, x, x1 + p), s1);
      s2 = factor.fma(FloatVector.fromArray(S, x, x2 + p), s2);
      s3 = factor.fma(FloatVector.fromArray(S, x, x3 + p), s3);
      s4 = factor.fma(FloatVector.fromArray(S, x, x4 + p), s4);
      s5 = factor.fma(FloatVector.fromArray(S, x, x5 + p), s5);
      s6 = factor.fma(FloatVector.fromArray(S, x, x6 + p), s6);
      s7 = factor.fma(FloatVector.fromArray(S, x, x7 + p), s7);
    }
    s0.intoArray(totals, 0);
    s1.intoArray(totals, L);
    s2.intoArray(totals, 2 * L);
    s3.intoArray(totals, 3 * L);
    s4.intoArray(totals, 4 * L);
    s5.intoArray(totals, 5 * L);
    s6.intoArray(totals, 6 * L);
    s7.intoArray(totals, 7 * L);
  }

  private static void eightRests(
      float[] a,
      int aAt,
      float[] x,
      int at,
      int[] offsets,
      int r,
      int[] vectors,
      int first,
      int count,
      int lanes,
      float[] totals) {
    FloatVector zero = FloatVector.zero(S);
    VectorMask<Float> beyond =
        FloatVector.fromArray(S, LANES_BELOW[lanes], 0).compare(VectorOperators.EQ, zero);
    FloatVector s0 = FloatVector.fromArray(S, totals, 0);
    int x0 = at + offsets[r];
    FloatVector s1 = FloatVector.fromArray(S, totals, L);
    int x1 = at + offsets[r + 1];
    FloatVector s2 = FloatVector.fromArray(S, totals, 2 * L);
    int x2 = at + offsets[r + 2];
    FloatVector s3 = FloatVector.fromArray(S, totals, 3 * L);
    int x3 = at + offsets[r + 3];
    FloatVector s4 = FloatVector.fromArray(S, totals, 4 * L);
    int x4 = at + offsets[r + 4];
    FloatVector s5 = FloatVector.fromArray(S, totals, 5 * L);
    int x5 = at + offsets[r + 5];
    FloatVector s6 = FloatVector.fromArray(S, totals, 6 * L);
    int x6 = at + offsets[r + 6];
    FloatVector s7 = FloatVector.fromArray(S, totals, 7 * L);
    int x7 = at + offsets[r + 7];
    for (int i = 2 * first; i < 2 * (first + count); i += 2) {
      FloatVector factor = FloatVector.fromArray(S, a, aAt + vectors[i]).blend(zero, beyond);
      int p = vectors[i + 1];
      s0 = factor.fma(FloatVector.fromArray(S, x, x0 + p).blend(zero, beyond), s0);
      s1 = factor.fma(FloatVector.fromArray(S, x, x1 + p).blend(zero, beyond), s1);
      s2 = factor.fma(FloatVector.fromArray(S, x, x2 + p).blend(zero, beyond), s2);
      s3 = factor.fma(FloatVector.fromArray(S, x, x3 + p).blend(zero, beyond), s3);
      s4 = factor.fma(FloatVector.fromArray(S, x, x4 + p).blend(zero, beyond), s4);
      s5 = factor.fma(FloatVector.fromArray(S, x, x5 + p).blend(zero, beyond), s5);
      s6 = factor.fma(FloatVector.fromArray(S, x, x6 + p).blend(zero, beyond), s6);
      s7 = factor.fma(FloatVector.fromArray(S, x, x7 + p).blend(zero, beyond), s7);
    }
    s0.intoArray(totals, 0);
    s1.intoArray(totals, L);
    s2.intoArray(totals, 2 * L);
    s3.intoArray(totals, 3 * L);
    s4.intoArray(totals, 4 * L);
    s5.intoArray(totals, 5 * L);
    s6.intoArray(totals, 6 * L);
    s7.intoArray(totals, 7 * L);
  }
}
