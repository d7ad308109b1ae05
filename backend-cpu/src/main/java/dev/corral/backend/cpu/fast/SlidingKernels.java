package dev.corral.backend.cpu.fast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#slideThree} in {@code jdk.incubator.vector}: three rows share each vector of the
 * input that is loaded, which at most places crosses two lines of the cache. Nine sums and what
 * goes into them fit the 16 registers of AVX2.
 */
final class SlidingKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SlidingKernels() {}

  /** Where two vectors are left, three are computed: one at a time would wait for its own sums. */
  static void slideThree(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[][] y, int count) {
    int done = 0;
    for (; done + L < count; done += 3 * L) {
      threeVectors(w, wAt, taps, x, at + done, offsets, y[0], y[1], y[2], done);
    }
    if (done < count) {
      oneVector(w, wAt, taps, x, at + done, offsets, y[0], y[1], y[2], done);
    }
  }

  private static void threeVectors(
      float[] w,
      int wAt,
      int taps,
      float[] x,
      int at,
      int[] offsets,
      float[] y0,
      float[] y1,
      float[] y2,
      int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s02 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s12 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s22 = zero;
    int second = wAt + taps;
    int third = second + taps;
    for (int r = 0; r < taps; r++) {
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.fromArray(S, x, from);
      FloatVector x1 = FloatVector.fromArray(S, x, from + L);
      FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * L);
      FloatVector w0 = FloatVector.broadcast(S, w[wAt + r]);
      s00 = w0.fma(x0, s00);
      s01 = w0.fma(x1, s01);
      s02 = w0.fma(x2, s02);
      FloatVector w1 = FloatVector.broadcast(S, w[second + r]);
      s10 = w1.fma(x0, s10);
      s11 = w1.fma(x1, s11);
      s12 = w1.fma(x2, s12);
      FloatVector w2 = FloatVector.broadcast(S, w[third + r]);
      s20 = w2.fma(x0, s20);
      s21 = w2.fma(x1, s21);
      s22 = w2.fma(x2, s22);
    }
    s00.intoArray(y0, to);
    s01.intoArray(y0, to + L);
    s02.intoArray(y0, to + 2 * L);
    s10.intoArray(y1, to);
    s11.intoArray(y1, to + L);
    s12.intoArray(y1, to + 2 * L);
    s20.intoArray(y2, to);
    s21.intoArray(y2, to + L);
    s22.intoArray(y2, to + 2 * L);
  }

  private static void oneVector(
      float[] w,
      int wAt,
      int taps,
      float[] x,
      int at,
      int[] offsets,
      float[] y0,
      float[] y1,
      float[] y2,
      int to) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    int second = wAt + taps;
    int third = second + taps;
    for (int r = 0; r < taps; r++) {
      FloatVector x0 = FloatVector.fromArray(S, x, at + offsets[r]);
      s0 = FloatVector.broadcast(S, w[wAt + r]).fma(x0, s0);
      s1 = FloatVector.broadcast(S, w[second + r]).fma(x0, s1);
      s2 = FloatVector.broadcast(S, w[third + r]).fma(x0, s2);
    }
    s0.intoArray(y0, to);
    s1.intoArray(y1, to);
    s2.intoArray(y2, to);
  }
}
