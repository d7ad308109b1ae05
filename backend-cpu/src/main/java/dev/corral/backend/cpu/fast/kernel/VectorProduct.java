package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of interleaved rows with a packed panel. A tile of {@value Kernels#ROWS} × 2 sums stays
 * in registers, which on AVX2 with its 16 registers is what both JDK 17 and 25 compile without
 * spills; with the 32 of AVX-512 a tile has twice the rows and so loads less for each sum. Sums are
 * named variables, since the compiler keeps an array of vectors in memory, and no method has
 * vectors for parameters, since a call that is not inlined puts them on the heap; indices are
 * linear in the loop's variable, so that their checks are hoisted. Methods have few dozens of
 * vector operations: the compiler of Java 17 loses track of vectors in longer ones, now and then.
 */
final class VectorProduct {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;
  private static final int ROWS = Kernels.ROWS;
  private static final boolean PAIRS = S.vectorBitSize() >= 512;

  private VectorProduct() {}

  /**
   * As {@link Kernels#multiply}, with a panel that begins at x[from].
   *
   * @param edge room for two blocks of rows: for what is added, or cut off at an edge
   */
  static void multiply(
      float[] a, int at, int block, float[] x, int from, float[] edge, int depth, Kernels.Tile y) {
    boolean direct = y.columns == COLUMNS && !y.add;
    int done = 0;
    for (; PAIRS && done + 2 * ROWS <= y.rows; done += 2 * ROWS) {
      int first = at + done / ROWS * block;
      int next = first + block;
      if (direct) {
        eight(a, first, next, x, from, depth, y.values, y.at + done * y.lead, y.lead);
      } else if (y.columns > L) {
        eight(a, first, next, x, from, depth, edge, 0, COLUMNS);
        put(edge, y, done, 2 * ROWS);
      } else {
        narrow(a, first, next, x, from, depth, edge, 0, COLUMNS);
        put(edge, y, done, 2 * ROWS);
      }
    }
    for (; done < y.rows; done += ROWS) {
      int first = at + done / ROWS * block;
      if (direct && done + ROWS <= y.rows) {
        four(a, first, x, from, depth, y.values, y.at + done * y.lead, y.lead);
      } else {
        four(a, first, x, from, depth, edge, 0, COLUMNS);
        put(edge, y, done, Math.min(ROWS, y.rows - done));
      }
    }
  }

  /** Puts rows of a product into a tile, or adds them to what is there. */
  private static void put(float[] product, Kernels.Tile y, int row, int rows) {
    for (int i = 0; i < rows; i++) {
      int to = y.at + (row + i) * y.lead;
      if (y.add) {
        add(product, i * COLUMNS, y.values, to, y.columns);
      } else {
        System.arraycopy(product, i * COLUMNS, y.values, to, y.columns);
      }
    }
  }

  private static void add(float[] x, int at, float[] y, int to, int count) {
    int whole = S.loopBound(count);
    for (int j = 0; j < whole; j += L) {
      FloatVector sum = FloatVector.fromArray(S, y, to + j);
      sum.add(FloatVector.fromArray(S, x, at + j)).intoArray(y, to + j);
    }
    for (int j = whole; j < count; j++) {
      y[to + j] += x[at + j];
    }
  }

  private static void four(
      float[] a, int at, float[] x, int from, int depth, float[] y, int to, int lead) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    for (int r = 0; r < depth; r++) {
      FloatVector x0 = FloatVector.fromArray(S, x, from + COLUMNS * r);
      FloatVector x1 = FloatVector.fromArray(S, x, from + COLUMNS * r + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + 4 * r]);
      s00 = a0.fma(x0, s00);
      s01 = a0.fma(x1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[at + 4 * r + 1]);
      s10 = a1.fma(x0, s10);
      s11 = a1.fma(x1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[at + 4 * r + 2]);
      s20 = a2.fma(x0, s20);
      s21 = a2.fma(x1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[at + 4 * r + 3]);
      s30 = a3.fma(x0, s30);
      s31 = a3.fma(x1, s31);
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

  /** Two blocks of rows, which begin at a[at] and a[next]. */
  private static void eight(
      float[] a, int at, int next, float[] x, int from, int depth, float[] y, int to, int lead) {
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
      FloatVector x0 = FloatVector.fromArray(S, x, from + COLUMNS * r);
      FloatVector x1 = FloatVector.fromArray(S, x, from + COLUMNS * r + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + 4 * r]);
      s00 = a0.fma(x0, s00);
      s01 = a0.fma(x1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[at + 4 * r + 1]);
      s10 = a1.fma(x0, s10);
      s11 = a1.fma(x1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[at + 4 * r + 2]);
      s20 = a2.fma(x0, s20);
      s21 = a2.fma(x1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[at + 4 * r + 3]);
      s30 = a3.fma(x0, s30);
      s31 = a3.fma(x1, s31);
      FloatVector a4 = FloatVector.broadcast(S, a[next + 4 * r]);
      s40 = a4.fma(x0, s40);
      s41 = a4.fma(x1, s41);
      FloatVector a5 = FloatVector.broadcast(S, a[next + 4 * r + 1]);
      s50 = a5.fma(x0, s50);
      s51 = a5.fma(x1, s51);
      FloatVector a6 = FloatVector.broadcast(S, a[next + 4 * r + 2]);
      s60 = a6.fma(x0, s60);
      s61 = a6.fma(x1, s61);
      FloatVector a7 = FloatVector.broadcast(S, a[next + 4 * r + 3]);
      s70 = a7.fma(x0, s70);
      s71 = a7.fma(x1, s71);
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

  /** Two blocks of rows with the first half of the columns. */
  private static void narrow(
      float[] a, int at, int next, float[] x, int from, int depth, float[] y, int to, int lead) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    FloatVector s4 = zero;
    FloatVector s5 = zero;
    FloatVector s6 = zero;
    FloatVector s7 = zero;
    for (int r = 0; r < depth; r++) {
      FloatVector x0 = FloatVector.fromArray(S, x, from + COLUMNS * r);
      s0 = FloatVector.broadcast(S, a[at + 4 * r]).fma(x0, s0);
      s1 = FloatVector.broadcast(S, a[at + 4 * r + 1]).fma(x0, s1);
      s2 = FloatVector.broadcast(S, a[at + 4 * r + 2]).fma(x0, s2);
      s3 = FloatVector.broadcast(S, a[at + 4 * r + 3]).fma(x0, s3);
      s4 = FloatVector.broadcast(S, a[next + 4 * r]).fma(x0, s4);
      s5 = FloatVector.broadcast(S, a[next + 4 * r + 1]).fma(x0, s5);
      s6 = FloatVector.broadcast(S, a[next + 4 * r + 2]).fma(x0, s6);
      s7 = FloatVector.broadcast(S, a[next + 4 * r + 3]).fma(x0, s7);
    }
    s0.intoArray(y, to);
    s1.intoArray(y, to + lead);
    s2.intoArray(y, to + 2 * lead);
    s3.intoArray(y, to + 3 * lead);
    s4.intoArray(y, to + 4 * lead);
    s5.intoArray(y, to + 5 * lead);
    s6.intoArray(y, to + 6 * lead);
    s7.intoArray(y, to + 7 * lead);
  }
}
