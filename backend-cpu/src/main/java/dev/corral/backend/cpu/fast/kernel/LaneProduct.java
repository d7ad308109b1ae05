package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with the columns of the right factor in the lanes: y[i, j] = Σ<sub>r</sub> a[i, r] ·
 * b[r, j] for 0 ≤ j &lt; {@link ChannelKernels#LANES}. Written as {@link VectorProduct} tells.
 * Blocks of eight and of seven rows make up nearly every number of rows, and the usual 7, 14, 28
 * and 56 with nothing left over.
 */
public final class LaneProduct {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = 2 * L;
  private static final int FEWER = 7;
  private static final int MORE = 8;

  private LaneProduct() {}

  /** How many rows are read and written at least, whatever they hold. */
  public static int rowsAtLeast(int rows) {
    return Math.max(rows, FEWER);
  }

  /**
   * The product of some rows.
   *
   * @param a row i begins at aAt + i · aLead
   * @param b row r, LANES long, begins at bAt + r · LANES
   * @param y row i goes to to + i · lead; {@link #rowsAtLeast} are written
   */
  public static void multiply(
      float[] a,
      int aAt,
      int aLead,
      int rows,
      float[] b,
      int bAt,
      int depth,
      float[] y,
      int to,
      int lead) {
    int blocks = (rows + MORE - 1) / MORE;
    boolean exact = blocks * FEWER <= rows;
    int eights = exact ? rows - blocks * FEWER : 0;
    int sevens = exact ? blocks - eights : (rows + FEWER - 1) / FEWER;
    for (int i = 0; i < eights; i++) {
      eight(a, aAt + i * MORE * aLead, aLead, b, bAt, depth, y, to + i * MORE * lead, lead);
    }
    int last = Math.max(0, rows - FEWER);
    for (int i = 0; i < sevens; i++) {
      int row = Math.min(eights * MORE + i * FEWER, last);
      seven(a, aAt + row * aLead, aLead, b, bAt, depth, y, to + row * lead, lead);
    }
  }

  private static void eight(
      float[] a, int at, int aLead, float[] b, int bAt, int depth, float[] y, int to, int lead) {
    int a1 = at + aLead;
    int a2 = at + 2 * aLead;
    int a3 = at + 3 * aLead;
    int a4 = at + 4 * aLead;
    int a5 = at + 5 * aLead;
    int a6 = at + 6 * aLead;
    int a7 = at + 7 * aLead;
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s40 = zero;
    FloatVector s41 = zero;
    FloatVector s50 = zero;
    FloatVector s51 = zero;
    FloatVector s60 = zero;
    FloatVector s61 = zero;
    FloatVector s70 = zero;
    FloatVector s71 = zero;
    for (int r = 0; r < depth; r++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + LANES * r);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES * r + L);
      FloatVector v0 = FloatVector.broadcast(S, a[at + r]);
      s00 = v0.fma(b0, s00);
      s01 = v0.fma(b1, s01);
      FloatVector v1 = FloatVector.broadcast(S, a[a1 + r]);
      s10 = v1.fma(b0, s10);
      s11 = v1.fma(b1, s11);
      FloatVector v2 = FloatVector.broadcast(S, a[a2 + r]);
      s20 = v2.fma(b0, s20);
      s21 = v2.fma(b1, s21);
      FloatVector v3 = FloatVector.broadcast(S, a[a3 + r]);
      s30 = v3.fma(b0, s30);
      s31 = v3.fma(b1, s31);
      FloatVector v4 = FloatVector.broadcast(S, a[a4 + r]);
      s40 = v4.fma(b0, s40);
      s41 = v4.fma(b1, s41);
      FloatVector v5 = FloatVector.broadcast(S, a[a5 + r]);
      s50 = v5.fma(b0, s50);
      s51 = v5.fma(b1, s51);
      FloatVector v6 = FloatVector.broadcast(S, a[a6 + r]);
      s60 = v6.fma(b0, s60);
      s61 = v6.fma(b1, s61);
      FloatVector v7 = FloatVector.broadcast(S, a[a7 + r]);
      s70 = v7.fma(b0, s70);
      s71 = v7.fma(b1, s71);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + lead);
    s11.intoArray(y, to + lead + L);
    s20.intoArray(y, to + 2 * lead);
    s21.intoArray(y, to + 2 * lead + L);
    s30.intoArray(y, to + 3 * lead);
    s31.intoArray(y, to + 3 * lead + L);
    s40.intoArray(y, to + 4 * lead);
    s41.intoArray(y, to + 4 * lead + L);
    s50.intoArray(y, to + 5 * lead);
    s51.intoArray(y, to + 5 * lead + L);
    s60.intoArray(y, to + 6 * lead);
    s61.intoArray(y, to + 6 * lead + L);
    s70.intoArray(y, to + 7 * lead);
    s71.intoArray(y, to + 7 * lead + L);
  }

  private static void seven(
      float[] a, int at, int aLead, float[] b, int bAt, int depth, float[] y, int to, int lead) {
    int a1 = at + aLead;
    int a2 = at + 2 * aLead;
    int a3 = at + 3 * aLead;
    int a4 = at + 4 * aLead;
    int a5 = at + 5 * aLead;
    int a6 = at + 6 * aLead;
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s40 = zero;
    FloatVector s41 = zero;
    FloatVector s50 = zero;
    FloatVector s51 = zero;
    FloatVector s60 = zero;
    FloatVector s61 = zero;
    for (int r = 0; r < depth; r++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + LANES * r);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES * r + L);
      FloatVector v0 = FloatVector.broadcast(S, a[at + r]);
      s00 = v0.fma(b0, s00);
      s01 = v0.fma(b1, s01);
      FloatVector v1 = FloatVector.broadcast(S, a[a1 + r]);
      s10 = v1.fma(b0, s10);
      s11 = v1.fma(b1, s11);
      FloatVector v2 = FloatVector.broadcast(S, a[a2 + r]);
      s20 = v2.fma(b0, s20);
      s21 = v2.fma(b1, s21);
      FloatVector v3 = FloatVector.broadcast(S, a[a3 + r]);
      s30 = v3.fma(b0, s30);
      s31 = v3.fma(b1, s31);
      FloatVector v4 = FloatVector.broadcast(S, a[a4 + r]);
      s40 = v4.fma(b0, s40);
      s41 = v4.fma(b1, s41);
      FloatVector v5 = FloatVector.broadcast(S, a[a5 + r]);
      s50 = v5.fma(b0, s50);
      s51 = v5.fma(b1, s51);
      FloatVector v6 = FloatVector.broadcast(S, a[a6 + r]);
      s60 = v6.fma(b0, s60);
      s61 = v6.fma(b1, s61);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + lead);
    s11.intoArray(y, to + lead + L);
    s20.intoArray(y, to + 2 * lead);
    s21.intoArray(y, to + 2 * lead + L);
    s30.intoArray(y, to + 3 * lead);
    s31.intoArray(y, to + 3 * lead + L);
    s40.intoArray(y, to + 4 * lead);
    s41.intoArray(y, to + 4 * lead + L);
    s50.intoArray(y, to + 5 * lead);
    s51.intoArray(y, to + 5 * lead + L);
    s60.intoArray(y, to + 6 * lead);
    s61.intoArray(y, to + 6 * lead + L);
  }
}
