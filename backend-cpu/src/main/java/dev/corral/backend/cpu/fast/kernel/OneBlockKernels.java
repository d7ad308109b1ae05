package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of one block of outputs, as {@link TwoBlockKernels}. An element that is broadcast for one
 * vector alone costs more to load than to multiply; so up to three taps whose elements are
 * neighbours share what they have in common. Each kind of them has a loop and a method of its own,
 * since Java 17 may lose track of vectors that go from one loop to the next.
 */
public final class OneBlockKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private OneBlockKernels() {}

  /**
   * The sums of a tile: t[to + L · i + j] = Σ<sub>r</sub> w[wAt + L · r + j] · x[at + offset(r) +
   * i] for 0 ≤ j &lt; L and the positions 0 ≤ i &lt; count.
   *
   * @param count 4, 6 or 10
   * @param threes the least offset of each three neighbouring taps, whose weights are first
   * @param twos the lesser offset of each two, whose weights are next
   * @param ones the other offsets
   */
  public static void sum(
      int count,
      float[] w,
      int wAt,
      float[] x,
      int at,
      int[] threes,
      int[] twos,
      int[] ones,
      float[] t,
      int to) {
    int twosAt = wAt + 3 * L * threes.length;
    int onesAt = twosAt + 2 * L * twos.length;
    Arrays.fill(t, to, to + count * L, 0);
    switch (count) {
      case 10 -> {
        sum(6, w, wAt, x, at, threes, twos, ones, t, to);
        sum(4, w, wAt, x, at + 6, threes, twos, ones, t, to + 6 * L);
      }
      case 6 -> {
        sixThrees(w, wAt, x, at, threes, t, to);
        sixTwos(w, twosAt, x, at, twos, t, to);
        sixOnes(w, onesAt, x, at, ones, t, to);
      }
      default -> {
        fourThrees(w, wAt, x, at, threes, t, to);
        fourTwos(w, twosAt, x, at, twos, t, to);
        fourOnes(w, onesAt, x, at, ones, t, to);
      }
    }
  }

  private static void sixThrees(
      float[] w, int wAt, float[] x, int at, int[] threes, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * L);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * L);
    for (int r = 0; r < threes.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 3 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 3 * L * r + L);
      FloatVector w2 = FloatVector.fromArray(S, w, wAt + 3 * L * r + 2 * L);
      int from = at + threes[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      a = x1.fma(w1, a);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      a = x2.fma(w2, a);
      b = x2.fma(w1, b);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      b = x3.fma(w2, b);
      c = x3.fma(w1, c);
      d = x3.fma(w0, d);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      c = x4.fma(w2, c);
      d = x4.fma(w1, d);
      e = x4.fma(w0, e);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      d = x5.fma(w2, d);
      e = x5.fma(w1, e);
      f = x5.fma(w0, f);
      FloatVector x6 = FloatVector.broadcast(S, x[from + 6]);
      e = x6.fma(w2, e);
      f = x6.fma(w1, f);
      FloatVector x7 = FloatVector.broadcast(S, x[from + 7]);
      f = x7.fma(w2, f);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
    e.intoArray(t, to + 4 * L);
    f.intoArray(t, to + 5 * L);
  }

  private static void sixTwos(
      float[] w, int wAt, float[] x, int at, int[] twos, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * L);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * L);
    for (int r = 0; r < twos.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 2 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 2 * L * r + L);
      int from = at + twos[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      a = x1.fma(w1, a);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      b = x2.fma(w1, b);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      c = x3.fma(w1, c);
      d = x3.fma(w0, d);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      d = x4.fma(w1, d);
      e = x4.fma(w0, e);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      e = x5.fma(w1, e);
      f = x5.fma(w0, f);
      FloatVector x6 = FloatVector.broadcast(S, x[from + 6]);
      f = x6.fma(w1, f);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
    e.intoArray(t, to + 4 * L);
    f.intoArray(t, to + 5 * L);
  }

  private static void sixOnes(
      float[] w, int wAt, float[] x, int at, int[] ones, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * L);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * L);
    for (int r = 0; r < ones.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + L * r);
      int from = at + ones[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      d = x3.fma(w0, d);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      e = x4.fma(w0, e);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      f = x5.fma(w0, f);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
    e.intoArray(t, to + 4 * L);
    f.intoArray(t, to + 5 * L);
  }

  private static void fourThrees(
      float[] w, int wAt, float[] x, int at, int[] threes, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    for (int r = 0; r < threes.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 3 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 3 * L * r + L);
      FloatVector w2 = FloatVector.fromArray(S, w, wAt + 3 * L * r + 2 * L);
      int from = at + threes[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      a = x1.fma(w1, a);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      a = x2.fma(w2, a);
      b = x2.fma(w1, b);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      b = x3.fma(w2, b);
      c = x3.fma(w1, c);
      d = x3.fma(w0, d);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      c = x4.fma(w2, c);
      d = x4.fma(w1, d);
      FloatVector x5 = FloatVector.broadcast(S, x[from + 5]);
      d = x5.fma(w2, d);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
  }

  private static void fourTwos(
      float[] w, int wAt, float[] x, int at, int[] twos, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    for (int r = 0; r < twos.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + 2 * L * r);
      FloatVector w1 = FloatVector.fromArray(S, w, wAt + 2 * L * r + L);
      int from = at + twos[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      a = x1.fma(w1, a);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      b = x2.fma(w1, b);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      c = x3.fma(w1, c);
      d = x3.fma(w0, d);
      FloatVector x4 = FloatVector.broadcast(S, x[from + 4]);
      d = x4.fma(w1, d);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
  }

  private static void fourOnes(
      float[] w, int wAt, float[] x, int at, int[] ones, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + L);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * L);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * L);
    for (int r = 0; r < ones.length; r++) {
      FloatVector w0 = FloatVector.fromArray(S, w, wAt + L * r);
      int from = at + ones[r];
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      a = x0.fma(w0, a);
      FloatVector x1 = FloatVector.broadcast(S, x[from + 1]);
      b = x1.fma(w0, b);
      FloatVector x2 = FloatVector.broadcast(S, x[from + 2]);
      c = x2.fma(w0, c);
      FloatVector x3 = FloatVector.broadcast(S, x[from + 3]);
      d = x3.fma(w0, d);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + L);
    c.intoArray(t, to + 2 * L);
    d.intoArray(t, to + 3 * L);
  }
}
