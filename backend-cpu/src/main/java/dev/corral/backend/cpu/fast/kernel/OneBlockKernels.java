package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of one block of outputs, as {@link TwoBlockKernels}. An element that is broadcast for one
 * vector alone costs more to load than to multiply; so up to three taps whose elements are
 * neighbours share what they have in common. Each kind of them has a loop and a method of its own,
 * since Java 17 may lose track of vectors that go from one loop to the next; and each number of
 * positions has all of them, which makes the class long.
 */
public final class OneBlockKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;

  private OneBlockKernels() {}

  /**
   * The sums of a tile: t[to + LANES · i + j] = Σ<sub>r</sub> w[wAt + L · r + j] · x[at + offset(r)
   * + i] for 0 ≤ j &lt; L and the positions 0 ≤ i &lt; count.
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
    switch (count) {
      case 10 -> tenThrees(w, wAt, x, at, threes, t, to);
      case 6 -> sixThrees(w, wAt, x, at, threes, t, to);
      default -> fourThrees(w, wAt, x, at, threes, t, to);
    }
    int twosAt = wAt + 3 * L * threes.length;
    if (twos.length > 0) {
      switch (count) {
        case 10 -> tenTwos(w, twosAt, x, at, twos, t, to);
        case 6 -> sixTwos(w, twosAt, x, at, twos, t, to);
        default -> fourTwos(w, twosAt, x, at, twos, t, to);
      }
    }
    int onesAt = twosAt + 2 * L * twos.length;
    if (ones.length > 0) {
      switch (count) {
        case 10 -> tenOnes(w, onesAt, x, at, ones, t, to);
        case 6 -> sixOnes(w, onesAt, x, at, ones, t, to);
        default -> fourOnes(w, onesAt, x, at, ones, t, to);
      }
    }
  }

  private static void tenThrees(
      float[] w, int wAt, float[] x, int at, int[] threes, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
    FloatVector e = zero;
    FloatVector f = zero;
    FloatVector g = zero;
    FloatVector h = zero;
    FloatVector i = zero;
    FloatVector j = zero;
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
      g = x6.fma(w0, g);
      FloatVector x7 = FloatVector.broadcast(S, x[from + 7]);
      f = x7.fma(w2, f);
      g = x7.fma(w1, g);
      h = x7.fma(w0, h);
      FloatVector x8 = FloatVector.broadcast(S, x[from + 8]);
      g = x8.fma(w2, g);
      h = x8.fma(w1, h);
      i = x8.fma(w0, i);
      FloatVector x9 = FloatVector.broadcast(S, x[from + 9]);
      h = x9.fma(w2, h);
      i = x9.fma(w1, i);
      j = x9.fma(w0, j);
      FloatVector x10 = FloatVector.broadcast(S, x[from + 10]);
      i = x10.fma(w2, i);
      j = x10.fma(w1, j);
      FloatVector x11 = FloatVector.broadcast(S, x[from + 11]);
      j = x11.fma(w2, j);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
    g.intoArray(t, to + 6 * LANES);
    h.intoArray(t, to + 7 * LANES);
    i.intoArray(t, to + 8 * LANES);
    j.intoArray(t, to + 9 * LANES);
  }

  private static void tenTwos(
      float[] w, int wAt, float[] x, int at, int[] twos, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * LANES);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * LANES);
    FloatVector g = FloatVector.fromArray(S, t, to + 6 * LANES);
    FloatVector h = FloatVector.fromArray(S, t, to + 7 * LANES);
    FloatVector i = FloatVector.fromArray(S, t, to + 8 * LANES);
    FloatVector j = FloatVector.fromArray(S, t, to + 9 * LANES);
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
      g = x6.fma(w0, g);
      FloatVector x7 = FloatVector.broadcast(S, x[from + 7]);
      g = x7.fma(w1, g);
      h = x7.fma(w0, h);
      FloatVector x8 = FloatVector.broadcast(S, x[from + 8]);
      h = x8.fma(w1, h);
      i = x8.fma(w0, i);
      FloatVector x9 = FloatVector.broadcast(S, x[from + 9]);
      i = x9.fma(w1, i);
      j = x9.fma(w0, j);
      FloatVector x10 = FloatVector.broadcast(S, x[from + 10]);
      j = x10.fma(w1, j);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
    g.intoArray(t, to + 6 * LANES);
    h.intoArray(t, to + 7 * LANES);
    i.intoArray(t, to + 8 * LANES);
    j.intoArray(t, to + 9 * LANES);
  }

  private static void tenOnes(
      float[] w, int wAt, float[] x, int at, int[] ones, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * LANES);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * LANES);
    FloatVector g = FloatVector.fromArray(S, t, to + 6 * LANES);
    FloatVector h = FloatVector.fromArray(S, t, to + 7 * LANES);
    FloatVector i = FloatVector.fromArray(S, t, to + 8 * LANES);
    FloatVector j = FloatVector.fromArray(S, t, to + 9 * LANES);
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
      FloatVector x6 = FloatVector.broadcast(S, x[from + 6]);
      g = x6.fma(w0, g);
      FloatVector x7 = FloatVector.broadcast(S, x[from + 7]);
      h = x7.fma(w0, h);
      FloatVector x8 = FloatVector.broadcast(S, x[from + 8]);
      i = x8.fma(w0, i);
      FloatVector x9 = FloatVector.broadcast(S, x[from + 9]);
      j = x9.fma(w0, j);
    }
    a.intoArray(t, to);
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
    g.intoArray(t, to + 6 * LANES);
    h.intoArray(t, to + 7 * LANES);
    i.intoArray(t, to + 8 * LANES);
    j.intoArray(t, to + 9 * LANES);
  }

  private static void sixThrees(
      float[] w, int wAt, float[] x, int at, int[] threes, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
    FloatVector e = zero;
    FloatVector f = zero;
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
  }

  private static void sixTwos(
      float[] w, int wAt, float[] x, int at, int[] twos, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * LANES);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * LANES);
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
  }

  private static void sixOnes(
      float[] w, int wAt, float[] x, int at, int[] ones, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
    FloatVector e = FloatVector.fromArray(S, t, to + 4 * LANES);
    FloatVector f = FloatVector.fromArray(S, t, to + 5 * LANES);
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
    e.intoArray(t, to + 4 * LANES);
    f.intoArray(t, to + 5 * LANES);
  }

  private static void fourThrees(
      float[] w, int wAt, float[] x, int at, int[] threes, float[] t, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector a = zero;
    FloatVector b = zero;
    FloatVector c = zero;
    FloatVector d = zero;
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
  }

  private static void fourTwos(
      float[] w, int wAt, float[] x, int at, int[] twos, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
  }

  private static void fourOnes(
      float[] w, int wAt, float[] x, int at, int[] ones, float[] t, int to) {
    FloatVector a = FloatVector.fromArray(S, t, to);
    FloatVector b = FloatVector.fromArray(S, t, to + LANES);
    FloatVector c = FloatVector.fromArray(S, t, to + 2 * LANES);
    FloatVector d = FloatVector.fromArray(S, t, to + 3 * LANES);
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
    b.intoArray(t, to + LANES);
    c.intoArray(t, to + 2 * LANES);
    d.intoArray(t, to + 3 * LANES);
  }
}
