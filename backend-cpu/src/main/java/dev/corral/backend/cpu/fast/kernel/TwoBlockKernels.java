package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of two blocks of outputs, which lie in the lanes of two vectors, at neighbouring positions,
 * whose elements are broadcast from where they lie. {@link VectorProduct} tells how kernels are to
 * be written, which is why each number of positions has a method that spells its sums out.
 */
public final class TwoBlockKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private TwoBlockKernels() {}

  /**
   * The sums of a tile: t[to + 2L · i + j] = Σ<sub>r</sub> w[wAt + 2L · r + j] · x[at + offsets[r]
   * + i] for 0 ≤ j &lt; 2L and the positions 0 ≤ i &lt; count.
   *
   * @param count 4, 6 or 10
   */
  public static void sum(
      int count, float[] w, int wAt, float[] x, int at, int[] offsets, float[] t, int to) {
    switch (count) {
      case 10 -> ten(w, wAt, x, at, offsets, t, to);
      case 6 -> six(w, wAt, x, at, offsets, t, to);
      default -> four(w, wAt, x, at, offsets, t, to);
    }
  }

  private static void ten(float[] w, int wAt, float[] x, int at, int[] offsets, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    FloatVector e0 = zero;
    FloatVector e1 = zero;
    FloatVector f0 = zero;
    FloatVector f1 = zero;
    FloatVector g0 = zero;
    FloatVector g1 = zero;
    FloatVector h0 = zero;
    FloatVector h1 = zero;
    FloatVector i0 = zero;
    FloatVector i1 = zero;
    FloatVector j0 = zero;
    FloatVector j1 = zero;
    for (int r = 0; r < offsets.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 2 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 2 * L * r + L);
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a0 = x0.fma(w0, a0);
      a1 = x0.fma(w1, a1);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      b0 = x1.fma(w0, b0);
      b1 = x1.fma(w1, b1);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      c0 = x2.fma(w0, c0);
      c1 = x2.fma(w1, c1);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      d0 = x3.fma(w0, d0);
      d1 = x3.fma(w1, d1);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      e0 = x4.fma(w0, e0);
      e1 = x4.fma(w1, e1);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      f0 = x5.fma(w0, f0);
      f1 = x5.fma(w1, f1);
      FloatVector x6 = FloatVector.broadcast(S, x[from + 6]);
      g0 = x6.fma(w0, g0);
      g1 = x6.fma(w1, g1);
      FloatVector x7 = FloatVector.broadcast(S, x[from + 7]);
      h0 = x7.fma(w0, h0);
      h1 = x7.fma(w1, h1);
      FloatVector x8 = FloatVector.broadcast(S, x[from + 8]);
      i0 = x8.fma(w0, i0);
      i1 = x8.fma(w1, i1);
      FloatVector x9 = FloatVector.broadcast(S, x[from + 9]);
      j0 = x9.fma(w0, j0);
      j1 = x9.fma(w1, j1);
    }
    a0.intoArray(t, to);
    a1.intoArray(t, to + L);
    b0.intoArray(t, to + 2 * L);
    b1.intoArray(t, to + 3 * L);
    c0.intoArray(t, to + 4 * L);
    c1.intoArray(t, to + 5 * L);
    d0.intoArray(t, to + 6 * L);
    d1.intoArray(t, to + 7 * L);
    e0.intoArray(t, to + 8 * L);
    e1.intoArray(t, to + 9 * L);
    f0.intoArray(t, to + 10 * L);
    f1.intoArray(t, to + 11 * L);
    g0.intoArray(t, to + 12 * L);
    g1.intoArray(t, to + 13 * L);
    h0.intoArray(t, to + 14 * L);
    h1.intoArray(t, to + 15 * L);
    i0.intoArray(t, to + 16 * L);
    i1.intoArray(t, to + 17 * L);
    j0.intoArray(t, to + 18 * L);
    j1.intoArray(t, to + 19 * L);
  }

  private static void six(float[] w, int wAt, float[] x, int at, int[] offsets, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    FloatVector e0 = zero;
    FloatVector e1 = zero;
    FloatVector f0 = zero;
    FloatVector f1 = zero;
    for (int r = 0; r < offsets.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 2 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 2 * L * r + L);
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a0 = x0.fma(w0, a0);
      a1 = x0.fma(w1, a1);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      b0 = x1.fma(w0, b0);
      b1 = x1.fma(w1, b1);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      c0 = x2.fma(w0, c0);
      c1 = x2.fma(w1, c1);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      d0 = x3.fma(w0, d0);
      d1 = x3.fma(w1, d1);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      e0 = x4.fma(w0, e0);
      e1 = x4.fma(w1, e1);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      f0 = x5.fma(w0, f0);
      f1 = x5.fma(w1, f1);
    }
    a0.intoArray(t, to);
    a1.intoArray(t, to + L);
    b0.intoArray(t, to + 2 * L);
    b1.intoArray(t, to + 3 * L);
    c0.intoArray(t, to + 4 * L);
    c1.intoArray(t, to + 5 * L);
    d0.intoArray(t, to + 6 * L);
    d1.intoArray(t, to + 7 * L);
    e0.intoArray(t, to + 8 * L);
    e1.intoArray(t, to + 9 * L);
    f0.intoArray(t, to + 10 * L);
    f1.intoArray(t, to + 11 * L);
  }

  private static void four(
      float[] w, int wAt, float[] x, int at, int[] offsets, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    for (int r = 0; r < offsets.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 2 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 2 * L * r + L);
      int from = at + offsets[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a0 = x0.fma(w0, a0);
      a1 = x0.fma(w1, a1);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      b0 = x1.fma(w0, b0);
      b1 = x1.fma(w1, b1);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      c0 = x2.fma(w0, c0);
      c1 = x2.fma(w1, c1);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      d0 = x3.fma(w0, d0);
      d1 = x3.fma(w1, d1);
    }
    a0.intoArray(t, to);
    a1.intoArray(t, to + L);
    b0.intoArray(t, to + 2 * L);
    b1.intoArray(t, to + 3 * L);
    c0.intoArray(t, to + 4 * L);
    c1.intoArray(t, to + 5 * L);
    d0.intoArray(t, to + 6 * L);
    d1.intoArray(t, to + 7 * L);
  }
}
