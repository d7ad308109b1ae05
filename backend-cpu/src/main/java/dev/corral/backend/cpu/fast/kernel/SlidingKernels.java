package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#slideThree} in {@code jdk.incubator.vector}: three rows share each vector of the
 * input that is loaded, which at most places crosses two lines of the cache. Nine sums and what
 * goes into them fit the 16 registers of AVX2.
 */
public final class SlidingKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Rows of outputs that go together. */
  public static final int ROWS = 3;

  /** Whether 18 sums fit the registers. */
  private static final boolean WIDE = S.vectorBitSize() >= 512;

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

  /**
   * Adds rows of outputs that are each a sum over the same offsets: y[targets[i] + j] +=
   * Σ<sub>r</sub> w[i · offsets.length + r] · x[offsets[r] + j] for each i, a multiple of {@value
   * #ROWS} of them, and 0 ≤ j &lt; count. May read and write up to two vectors more.
   */
  public static void addRows(
      float[] w, float[] x, int[] offsets, float[] y, int[] targets, int count) {
    for (int j = 0; j < count; j += 3 * L) {
      int i = 0;
      for (; WIDE && i + ROWS < targets.length; i += 2 * ROWS) {
        addSix(w, i, x, j, offsets, y, targets);
      }
      for (; i < targets.length; i += ROWS) {
        addThree(w, i, x, j, offsets, y, targets);
      }
    }
  }

  /** Six rows and three vectors. */
  private static void addSix(
      float[] w, int first, float[] x, int at, int[] offsets, float[] y, int[] targets) {
    int taps = offsets.length;
    int w0 = first * taps;
    int y0 = targets[first] + at;
    FloatVector s00 = FloatVector.fromArray(S, y, y0);
    FloatVector s01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector s02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    int w1 = (first + 1) * taps;
    int y1 = targets[first + 1] + at;
    FloatVector s10 = FloatVector.fromArray(S, y, y1);
    FloatVector s11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector s12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    int w2 = (first + 2) * taps;
    int y2 = targets[first + 2] + at;
    FloatVector s20 = FloatVector.fromArray(S, y, y2);
    FloatVector s21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector s22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    int w3 = (first + 3) * taps;
    int y3 = targets[first + 3] + at;
    FloatVector s30 = FloatVector.fromArray(S, y, y3);
    FloatVector s31 = FloatVector.fromArray(S, y, y3 + L);
    FloatVector s32 = FloatVector.fromArray(S, y, y3 + 2 * L);
    int w4 = (first + 4) * taps;
    int y4 = targets[first + 4] + at;
    FloatVector s40 = FloatVector.fromArray(S, y, y4);
    FloatVector s41 = FloatVector.fromArray(S, y, y4 + L);
    FloatVector s42 = FloatVector.fromArray(S, y, y4 + 2 * L);
    int w5 = (first + 5) * taps;
    int y5 = targets[first + 5] + at;
    FloatVector s50 = FloatVector.fromArray(S, y, y5);
    FloatVector s51 = FloatVector.fromArray(S, y, y5 + L);
    FloatVector s52 = FloatVector.fromArray(S, y, y5 + 2 * L);
    for (int r = 0; r < taps; r++) {
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.fromArray(S, x, from);
      FloatVector x1 = FloatVector.fromArray(S, x, from + L);
      FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, w[w0 + r]);
      s00 = a0.fma(x0, s00);
      s01 = a0.fma(x1, s01);
      s02 = a0.fma(x2, s02);
      FloatVector a1 = FloatVector.broadcast(S, w[w1 + r]);
      s10 = a1.fma(x0, s10);
      s11 = a1.fma(x1, s11);
      s12 = a1.fma(x2, s12);
      FloatVector a2 = FloatVector.broadcast(S, w[w2 + r]);
      s20 = a2.fma(x0, s20);
      s21 = a2.fma(x1, s21);
      s22 = a2.fma(x2, s22);
      FloatVector a3 = FloatVector.broadcast(S, w[w3 + r]);
      s30 = a3.fma(x0, s30);
      s31 = a3.fma(x1, s31);
      s32 = a3.fma(x2, s32);
      FloatVector a4 = FloatVector.broadcast(S, w[w4 + r]);
      s40 = a4.fma(x0, s40);
      s41 = a4.fma(x1, s41);
      s42 = a4.fma(x2, s42);
      FloatVector a5 = FloatVector.broadcast(S, w[w5 + r]);
      s50 = a5.fma(x0, s50);
      s51 = a5.fma(x1, s51);
      s52 = a5.fma(x2, s52);
    }
    s00.intoArray(y, y0);
    s01.intoArray(y, y0 + L);
    s02.intoArray(y, y0 + 2 * L);
    s10.intoArray(y, y1);
    s11.intoArray(y, y1 + L);
    s12.intoArray(y, y1 + 2 * L);
    s20.intoArray(y, y2);
    s21.intoArray(y, y2 + L);
    s22.intoArray(y, y2 + 2 * L);
    s30.intoArray(y, y3);
    s31.intoArray(y, y3 + L);
    s32.intoArray(y, y3 + 2 * L);
    s40.intoArray(y, y4);
    s41.intoArray(y, y4 + L);
    s42.intoArray(y, y4 + 2 * L);
    s50.intoArray(y, y5);
    s51.intoArray(y, y5 + L);
    s52.intoArray(y, y5 + 2 * L);
  }

  /** Three rows and three vectors. */
  private static void addThree(
      float[] w, int first, float[] x, int at, int[] offsets, float[] y, int[] targets) {
    int taps = offsets.length;
    int w0 = first * taps;
    int y0 = targets[first] + at;
    FloatVector s00 = FloatVector.fromArray(S, y, y0);
    FloatVector s01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector s02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    int w1 = (first + 1) * taps;
    int y1 = targets[first + 1] + at;
    FloatVector s10 = FloatVector.fromArray(S, y, y1);
    FloatVector s11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector s12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    int w2 = (first + 2) * taps;
    int y2 = targets[first + 2] + at;
    FloatVector s20 = FloatVector.fromArray(S, y, y2);
    FloatVector s21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector s22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    for (int r = 0; r < taps; r++) {
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.fromArray(S, x, from);
      FloatVector x1 = FloatVector.fromArray(S, x, from + L);
      FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, w[w0 + r]);
      s00 = a0.fma(x0, s00);
      s01 = a0.fma(x1, s01);
      s02 = a0.fma(x2, s02);
      FloatVector a1 = FloatVector.broadcast(S, w[w1 + r]);
      s10 = a1.fma(x0, s10);
      s11 = a1.fma(x1, s11);
      s12 = a1.fma(x2, s12);
      FloatVector a2 = FloatVector.broadcast(S, w[w2 + r]);
      s20 = a2.fma(x0, s20);
      s21 = a2.fma(x1, s21);
      s22 = a2.fma(x2, s22);
    }
    s00.intoArray(y, y0);
    s01.intoArray(y, y0 + L);
    s02.intoArray(y, y0 + 2 * L);
    s10.intoArray(y, y1);
    s11.intoArray(y, y1 + L);
    s12.intoArray(y, y1 + 2 * L);
    s20.intoArray(y, y2);
    s21.intoArray(y, y2 + L);
    s22.intoArray(y, y2 + 2 * L);
  }
}
