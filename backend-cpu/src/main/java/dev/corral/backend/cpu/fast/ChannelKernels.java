package dev.corral.backend.cpu.fast;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels of {@code jdk.incubator.vector} with neighbouring channels in the lanes, for gradients by
 * the kernel: what they read holds {@link #LANES} channels of one element after those of the other.
 * Only where {@link Kernels#hasChannelKernels} may this class be touched.
 */
final class ChannelKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Channels that lie together. */
  static final int LANES = 2 * L;

  private ChannelKernels() {}

  /**
   * Sums of outer products: y[i, j] = start[i, j] + Σ<sub>t</sub> a[t, i] · b[t, j] for 0 ≤ i &lt;
   * {@value Kernels#ROWS} and 0 ≤ j &lt; LANES. The rows of a and b are LANES long.
   */
  static void multiply(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] start,
      int startAt,
      int startLead,
      float[] y,
      int to,
      int lead) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s01 = FloatVector.fromArray(S, start, startAt + L);
    FloatVector s10 = FloatVector.fromArray(S, start, startAt + startLead);
    FloatVector s11 = FloatVector.fromArray(S, start, startAt + startLead + L);
    FloatVector s20 = FloatVector.fromArray(S, start, startAt + 2 * startLead);
    FloatVector s21 = FloatVector.fromArray(S, start, startAt + 2 * startLead + L);
    FloatVector s30 = FloatVector.fromArray(S, start, startAt + 3 * startLead);
    FloatVector s31 = FloatVector.fromArray(S, start, startAt + 3 * startLead + L);
    for (int t = 0; t < depth; t++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + LANES * t);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES * t + L);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt + LANES * t]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + LANES * t + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + LANES * t + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + LANES * t + 3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + lead);
    s11.intoArray(y, to + lead + L);
    s20.intoArray(y, to + 2 * lead);
    s21.intoArray(y, to + 2 * lead + L);
    s30.intoArray(y, to + 3 * lead);
    s31.intoArray(y, to + 3 * lead + L);
  }

  /**
   * Sums of outer products of a with runs of b: y[LANES · i + j] = (add ? y[LANES · i + j] : 0) +
   * Σ<sub>t</sub> a[LANES · t + i] · b[offsets[from + t] + j] for 0 ≤ t &lt; depth, 0 ≤ i &lt;
   * {@value Kernels#ROWS} and 0 ≤ j &lt; LANES, counted from aAt, bAt and to.
   */
  static void multiplyRuns(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int[] offsets,
      int from,
      int depth,
      boolean add,
      float[] y,
      int to) {
    if (!add) {
      Arrays.fill(y, to, to + Kernels.ROWS * LANES, 0);
    }
    FloatVector s00 = FloatVector.fromArray(S, y, to);
    FloatVector s01 = FloatVector.fromArray(S, y, to + L);
    FloatVector s10 = FloatVector.fromArray(S, y, to + LANES);
    FloatVector s11 = FloatVector.fromArray(S, y, to + LANES + L);
    FloatVector s20 = FloatVector.fromArray(S, y, to + 2 * LANES);
    FloatVector s21 = FloatVector.fromArray(S, y, to + 2 * LANES + L);
    FloatVector s30 = FloatVector.fromArray(S, y, to + 3 * LANES);
    FloatVector s31 = FloatVector.fromArray(S, y, to + 3 * LANES + L);
    for (int t = 0; t < depth; t++) {
      int at = bAt + offsets[from + t];
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      FloatVector b1 = FloatVector.fromArray(S, b, at + L);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt + LANES * t]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + LANES * t + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + LANES * t + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + LANES * t + 3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + LANES);
    s11.intoArray(y, to + LANES + L);
    s20.intoArray(y, to + 2 * LANES);
    s21.intoArray(y, to + 2 * LANES + L);
    s30.intoArray(y, to + 3 * LANES);
    s31.intoArray(y, to + 3 * LANES + L);
  }

  /**
   * Bᵀ d B of a row of tiles of 4×4 inputs, each two columns from the last.
   *
   * @param d four rows of inputs
   * @param pitch from one row to the next
   * @param tiles how many
   * @param v receives element e of tile t at to + e · lead + t · LANES
   */
  static void inputTiles(float[] d, int pitch, int tiles, float[] v, int to, int lead) {
    for (int j = 0; j < LANES; j += L) {
      inputRow(d, j, 2 * pitch + j, -1, tiles, v, to + j, lead);
      inputRow(d, pitch + j, 2 * pitch + j, 1, tiles, v, to + 4 * lead + j, lead);
      inputRow(d, 2 * pitch + j, pitch + j, -1, tiles, v, to + 8 * lead + j, lead);
      inputRow(d, pitch + j, 3 * pitch + j, -1, tiles, v, to + 12 * lead + j, lead);
    }
  }

  /** A row of Bᵀ d is one row plus or minus another; then the same along the row. */
  private static void inputRow(
      float[] d, int first, int second, float sign, int tiles, float[] v, int to, int lead) {
    FloatVector by = FloatVector.broadcast(S, sign);
    for (int t = 0; t < tiles; t++) {
      int p = first + 2 * LANES * t;
      int q = second + 2 * LANES * t;
      FloatVector d0 = FloatVector.fromArray(S, d, q).fma(by, FloatVector.fromArray(S, d, p));
      FloatVector d1 =
          FloatVector.fromArray(S, d, q + LANES).fma(by, FloatVector.fromArray(S, d, p + LANES));
      FloatVector d2 =
          FloatVector.fromArray(S, d, q + 2 * LANES)
              .fma(by, FloatVector.fromArray(S, d, p + 2 * LANES));
      FloatVector d3 =
          FloatVector.fromArray(S, d, q + 3 * LANES)
              .fma(by, FloatVector.fromArray(S, d, p + 3 * LANES));
      int at = to + LANES * t;
      d0.sub(d2).intoArray(v, at);
      d1.add(d2).intoArray(v, at + lead);
      d2.sub(d1).intoArray(v, at + 2 * lead);
      d1.sub(d3).intoArray(v, at + 3 * lead);
    }
  }

  /**
   * A g Aᵀ of a row of tiles of 2×2 gradients.
   *
   * @param g two rows of gradients
   * @param pitch from one row to the next
   * @param tiles how many
   * @param u receives element e of tile t at to + e · lead + t · LANES
   */
  static void gradientTiles(float[] g, int pitch, int tiles, float[] u, int to, int lead) {
    for (int j = 0; j < LANES; j += L) {
      gradientTilesOfLanes(g, j, pitch + j, tiles, u, to + j, lead);
    }
  }

  private static void gradientTilesOfLanes(
      float[] g, int top, int bottom, int tiles, float[] u, int to, int lead) {
    for (int t = 0; t < tiles; t++) {
      FloatVector a = FloatVector.fromArray(S, g, top + 2 * LANES * t);
      FloatVector b = FloatVector.fromArray(S, g, top + 2 * LANES * t + LANES);
      FloatVector c = FloatVector.fromArray(S, g, bottom + 2 * LANES * t);
      FloatVector d = FloatVector.fromArray(S, g, bottom + 2 * LANES * t + LANES);
      int at = to + LANES * t;
      a.intoArray(u, at);
      a.add(b).intoArray(u, at + lead);
      a.sub(b).intoArray(u, at + 2 * lead);
      b.neg().intoArray(u, at + 3 * lead);
      FloatVector left = a.add(c);
      FloatVector right = b.add(d);
      left.intoArray(u, at + 4 * lead);
      left.add(right).intoArray(u, at + 5 * lead);
      left.sub(right).intoArray(u, at + 6 * lead);
      right.neg().intoArray(u, at + 7 * lead);
      left = a.sub(c);
      right = b.sub(d);
      left.intoArray(u, at + 8 * lead);
      left.add(right).intoArray(u, at + 9 * lead);
      left.sub(right).intoArray(u, at + 10 * lead);
      right.neg().intoArray(u, at + 11 * lead);
      c.neg().intoArray(u, at + 12 * lead);
      c.add(d).neg().intoArray(u, at + 13 * lead);
      d.sub(c).intoArray(u, at + 14 * lead);
      d.intoArray(u, at + 15 * lead);
    }
  }

  /**
   * Gᵀ m of columns of four: y₀ = m₀ + (m₁ + m₂) / 2, y₁ = (m₁ − m₂) / 2, y₂ = (m₁ + m₂) / 2 + m₃.
   *
   * @param m holds element e of column j at at + e · lead + j
   * @param count how many columns, a multiple of LANES
   * @param y receives element e of column j at to + e · step + j
   */
  static void kernelColumns(float[] m, int at, int lead, int count, float[] y, int to, int step) {
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    for (int j = 0; j < count; j += L) {
      FloatVector m1 = FloatVector.fromArray(S, m, at + lead + j);
      FloatVector m2 = FloatVector.fromArray(S, m, at + 2 * lead + j);
      FloatVector both = m1.add(m2).mul(half);
      both.add(FloatVector.fromArray(S, m, at + j)).intoArray(y, to + j);
      m1.sub(m2).mul(half).intoArray(y, to + step + j);
      both.add(FloatVector.fromArray(S, m, at + 3 * lead + j)).intoArray(y, to + 2 * step + j);
    }
  }
}
