package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#addOuterProducts} in {@code jdk.incubator.vector}, written as {@link
 * VectorProduct} tells. Each element of the left factor is loaded into all lanes from where it
 * lies; positions of several runs are told one by one, since Java 17 keeps sums of a loop inside
 * another in memory.
 */
public final class OuterProducts {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;
  private static final int ROWS = Kernels.OUTER_ROWS;

  /** Whether 16 sums fit the registers. */
  public static final boolean WIDE = S.vectorBitSize() >= 512;

  /** Where the rows of a full panel begin. */
  private static final int[] ROWS_OF_PANEL = rowsOfPanel();

  private OuterProducts() {}

  private static int[] rowsOfPanel() {
    int[] rows = new int[VectorKernels.DEPTH];
    Arrays.setAll(rows, t -> t * COLUMNS);
    return rows;
  }

  /** As {@link Kernels#addOuterProducts}. */
  static void add(
      float[] x,
      int at,
      int[] offsets,
      int from,
      int to,
      Runs runs,
      float[] panel,
      int columns,
      float[] y,
      int yAt) {
    int count = runs.positions();
    int[] positions = runs.elements();
    for (int r = from; r < to; r += ROWS) {
      int row = yAt + (r - from) * COLUMNS;
      if (columns <= L) {
        narrow(x, at, offsets, r, to - 1, positions, count, panel, 0, y, row);
      } else if (!WIDE) {
        narrow(x, at, offsets, r, to - 1, positions, count, panel, 0, y, row);
        narrow(x, at, offsets, r, to - 1, positions, count, panel, L, y, row + L);
      } else if (runs.count() == 1) {
        run(x, at + runs.start(0), offsets, r, to - 1, count, panel, 0, ROWS_OF_PANEL, y, row);
      } else {
        wide(x, at, offsets, r, to - 1, positions, count, panel, y, row);
      }
    }
  }

  /**
   * Sums of outer products of runs: y[to + 2 · L · i + j] += Σ<sub>t</sub> x[at + offsets[i] + t] ·
   * b[from + rows[t] + j] for 0 ≤ j &lt; 2 · L and all offsets, and adds something to as many rows
   * as make a multiple of {@value Kernels#OUTER_ROWS} of them. Only where vectors are {@link #WIDE}
   * is it fast.
   *
   * @param count how many t
   */
  public static void addRun(
      float[] x,
      int at,
      int[] offsets,
      int count,
      float[] b,
      int from,
      int[] rows,
      float[] y,
      int to) {
    for (int r = 0; r < offsets.length; r += ROWS) {
      run(x, at, offsets, r, offsets.length - 1, count, b, from, rows, y, to + r * COLUMNS);
    }
  }

  /** Whole panels; rows from r on, those after the last one of which are that one again. */
  private static void wide(
      float[] x,
      int at,
      int[] offsets,
      int r,
      int last,
      int[] positions,
      int count,
      float[] panel,
      float[] y,
      int to) {
    int x0 = at + offsets[r];
    int x1 = at + offsets[Math.min(r + 1, last)];
    int x2 = at + offsets[Math.min(r + 2, last)];
    int x3 = at + offsets[Math.min(r + 3, last)];
    int x4 = at + offsets[Math.min(r + 4, last)];
    int x5 = at + offsets[Math.min(r + 5, last)];
    int x6 = at + offsets[Math.min(r + 6, last)];
    int x7 = at + offsets[Math.min(r + 7, last)];
    FloatVector s00 = FloatVector.fromArray(S, y, to);
    FloatVector s01 = FloatVector.fromArray(S, y, to + L);
    FloatVector s10 = FloatVector.fromArray(S, y, to + COLUMNS);
    FloatVector s11 = FloatVector.fromArray(S, y, to + COLUMNS + L);
    FloatVector s20 = FloatVector.fromArray(S, y, to + 2 * COLUMNS);
    FloatVector s21 = FloatVector.fromArray(S, y, to + 2 * COLUMNS + L);
    FloatVector s30 = FloatVector.fromArray(S, y, to + 3 * COLUMNS);
    FloatVector s31 = FloatVector.fromArray(S, y, to + 3 * COLUMNS + L);
    FloatVector s40 = FloatVector.fromArray(S, y, to + 4 * COLUMNS);
    FloatVector s41 = FloatVector.fromArray(S, y, to + 4 * COLUMNS + L);
    FloatVector s50 = FloatVector.fromArray(S, y, to + 5 * COLUMNS);
    FloatVector s51 = FloatVector.fromArray(S, y, to + 5 * COLUMNS + L);
    FloatVector s60 = FloatVector.fromArray(S, y, to + 6 * COLUMNS);
    FloatVector s61 = FloatVector.fromArray(S, y, to + 6 * COLUMNS + L);
    FloatVector s70 = FloatVector.fromArray(S, y, to + 7 * COLUMNS);
    FloatVector s71 = FloatVector.fromArray(S, y, to + 7 * COLUMNS + L);
    for (int t = 0; t < count; t++) {
      int p = positions[t];
      FloatVector b0 = FloatVector.fromArray(S, panel, COLUMNS * t);
      FloatVector b1 = FloatVector.fromArray(S, panel, COLUMNS * t + L);
      FloatVector a0 = FloatVector.broadcast(S, x[x0 + p]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, x[x1 + p]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, x[x2 + p]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, x[x3 + p]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      FloatVector a4 = FloatVector.broadcast(S, x[x4 + p]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      FloatVector a5 = FloatVector.broadcast(S, x[x5 + p]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      FloatVector a6 = FloatVector.broadcast(S, x[x6 + p]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      FloatVector a7 = FloatVector.broadcast(S, x[x7 + p]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + COLUMNS);
    s11.intoArray(y, to + COLUMNS + L);
    s20.intoArray(y, to + 2 * COLUMNS);
    s21.intoArray(y, to + 2 * COLUMNS + L);
    s30.intoArray(y, to + 3 * COLUMNS);
    s31.intoArray(y, to + 3 * COLUMNS + L);
    s40.intoArray(y, to + 4 * COLUMNS);
    s41.intoArray(y, to + 4 * COLUMNS + L);
    s50.intoArray(y, to + 5 * COLUMNS);
    s51.intoArray(y, to + 5 * COLUMNS + L);
    s60.intoArray(y, to + 6 * COLUMNS);
    s61.intoArray(y, to + 6 * COLUMNS + L);
    s70.intoArray(y, to + 7 * COLUMNS);
    s71.intoArray(y, to + 7 * COLUMNS + L);
  }

  /**
   * The same for neighbouring positions of x, and rows of the panel that begin at some elements of
   * it, wherever these are.
   */
  private static void run(
      float[] x,
      int at,
      int[] offsets,
      int r,
      int last,
      int count,
      float[] panel,
      int from,
      int[] rows,
      float[] y,
      int to) {
    int x0 = at + offsets[r];
    int x1 = at + offsets[Math.min(r + 1, last)];
    int x2 = at + offsets[Math.min(r + 2, last)];
    int x3 = at + offsets[Math.min(r + 3, last)];
    int x4 = at + offsets[Math.min(r + 4, last)];
    int x5 = at + offsets[Math.min(r + 5, last)];
    int x6 = at + offsets[Math.min(r + 6, last)];
    int x7 = at + offsets[Math.min(r + 7, last)];
    FloatVector s00 = FloatVector.fromArray(S, y, to);
    FloatVector s01 = FloatVector.fromArray(S, y, to + L);
    FloatVector s10 = FloatVector.fromArray(S, y, to + COLUMNS);
    FloatVector s11 = FloatVector.fromArray(S, y, to + COLUMNS + L);
    FloatVector s20 = FloatVector.fromArray(S, y, to + 2 * COLUMNS);
    FloatVector s21 = FloatVector.fromArray(S, y, to + 2 * COLUMNS + L);
    FloatVector s30 = FloatVector.fromArray(S, y, to + 3 * COLUMNS);
    FloatVector s31 = FloatVector.fromArray(S, y, to + 3 * COLUMNS + L);
    FloatVector s40 = FloatVector.fromArray(S, y, to + 4 * COLUMNS);
    FloatVector s41 = FloatVector.fromArray(S, y, to + 4 * COLUMNS + L);
    FloatVector s50 = FloatVector.fromArray(S, y, to + 5 * COLUMNS);
    FloatVector s51 = FloatVector.fromArray(S, y, to + 5 * COLUMNS + L);
    FloatVector s60 = FloatVector.fromArray(S, y, to + 6 * COLUMNS);
    FloatVector s61 = FloatVector.fromArray(S, y, to + 6 * COLUMNS + L);
    FloatVector s70 = FloatVector.fromArray(S, y, to + 7 * COLUMNS);
    FloatVector s71 = FloatVector.fromArray(S, y, to + 7 * COLUMNS + L);
    for (int t = 0; t < count; t++) {
      int row = from + rows[t];
      FloatVector b0 = FloatVector.fromArray(S, panel, row);
      FloatVector b1 = FloatVector.fromArray(S, panel, row + L);
      FloatVector a0 = FloatVector.broadcast(S, x[x0 + t]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, x[x1 + t]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, x[x2 + t]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, x[x3 + t]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      FloatVector a4 = FloatVector.broadcast(S, x[x4 + t]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      FloatVector a5 = FloatVector.broadcast(S, x[x5 + t]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      FloatVector a6 = FloatVector.broadcast(S, x[x6 + t]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      FloatVector a7 = FloatVector.broadcast(S, x[x7 + t]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + COLUMNS);
    s11.intoArray(y, to + COLUMNS + L);
    s20.intoArray(y, to + 2 * COLUMNS);
    s21.intoArray(y, to + 2 * COLUMNS + L);
    s30.intoArray(y, to + 3 * COLUMNS);
    s31.intoArray(y, to + 3 * COLUMNS + L);
    s40.intoArray(y, to + 4 * COLUMNS);
    s41.intoArray(y, to + 4 * COLUMNS + L);
    s50.intoArray(y, to + 5 * COLUMNS);
    s51.intoArray(y, to + 5 * COLUMNS + L);
    s60.intoArray(y, to + 6 * COLUMNS);
    s61.intoArray(y, to + 6 * COLUMNS + L);
    s70.intoArray(y, to + 7 * COLUMNS);
    s71.intoArray(y, to + 7 * COLUMNS + L);
  }

  /** The same for the columns of one vector, which lie in the panel from an element on. */
  private static void narrow(
      float[] x,
      int at,
      int[] offsets,
      int r,
      int last,
      int[] positions,
      int count,
      float[] panel,
      int from,
      float[] y,
      int to) {
    int x0 = at + offsets[r];
    int x1 = at + offsets[Math.min(r + 1, last)];
    int x2 = at + offsets[Math.min(r + 2, last)];
    int x3 = at + offsets[Math.min(r + 3, last)];
    int x4 = at + offsets[Math.min(r + 4, last)];
    int x5 = at + offsets[Math.min(r + 5, last)];
    int x6 = at + offsets[Math.min(r + 6, last)];
    int x7 = at + offsets[Math.min(r + 7, last)];
    FloatVector s0 = FloatVector.fromArray(S, y, to);
    FloatVector s1 = FloatVector.fromArray(S, y, to + COLUMNS);
    FloatVector s2 = FloatVector.fromArray(S, y, to + 2 * COLUMNS);
    FloatVector s3 = FloatVector.fromArray(S, y, to + 3 * COLUMNS);
    FloatVector s4 = FloatVector.fromArray(S, y, to + 4 * COLUMNS);
    FloatVector s5 = FloatVector.fromArray(S, y, to + 5 * COLUMNS);
    FloatVector s6 = FloatVector.fromArray(S, y, to + 6 * COLUMNS);
    FloatVector s7 = FloatVector.fromArray(S, y, to + 7 * COLUMNS);
    for (int t = 0; t < count; t++) {
      int p = positions[t];
      FloatVector b0 = FloatVector.fromArray(S, panel, from + COLUMNS * t);
      s0 = FloatVector.broadcast(S, x[x0 + p]).fma(b0, s0);
      s1 = FloatVector.broadcast(S, x[x1 + p]).fma(b0, s1);
      s2 = FloatVector.broadcast(S, x[x2 + p]).fma(b0, s2);
      s3 = FloatVector.broadcast(S, x[x3 + p]).fma(b0, s3);
      s4 = FloatVector.broadcast(S, x[x4 + p]).fma(b0, s4);
      s5 = FloatVector.broadcast(S, x[x5 + p]).fma(b0, s5);
      s6 = FloatVector.broadcast(S, x[x6 + p]).fma(b0, s6);
      s7 = FloatVector.broadcast(S, x[x7 + p]).fma(b0, s7);
    }
    s0.intoArray(y, to);
    s1.intoArray(y, to + COLUMNS);
    s2.intoArray(y, to + 2 * COLUMNS);
    s3.intoArray(y, to + 3 * COLUMNS);
    s4.intoArray(y, to + 4 * COLUMNS);
    s5.intoArray(y, to + 5 * COLUMNS);
    s6.intoArray(y, to + 6 * COLUMNS);
    s7.intoArray(y, to + 7 * COLUMNS);
  }
}
