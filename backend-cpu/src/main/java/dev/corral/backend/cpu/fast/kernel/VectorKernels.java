package dev.corral.backend.cpu.fast.kernel;

import dev.corral.backend.cpu.fast.memory.HeapStorage;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels of {@code jdk.incubator.vector}; {@link VectorProduct} tells how such are to be written.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;

  /**
   * The second-level cache delivers panels as fast as they are multiplied; the deeper they are, the
   * less often sums are fetched to be added to.
   */
  static final int DEPTH = 512;

  private static final Functions FUNCTIONS = new VectorFunctions();

  /** Outputs that {@link #slide} keeps in registers. */
  private static final int SLIDE = 8 * L;

  @Override
  public String description() {
    return "SIMD kernels of " + S.vectorBitSize() + " bits";
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public int depth() {
    return DEPTH;
  }

  @Override
  public Panel panel() {
    return new Panel(
        new float[DEPTH * COLUMNS + HeapStorage.SLACK],
        new float[0][],
        new float[2 * ROWS * COLUMNS]);
  }

  /**
   * Copies whole vectors: what a run has too much is overwritten by the next run, or by the first
   * of the next row.
   */
  @Override
  public void gather(float[] x, int at, int[] offsets, int from, int to, Runs runs, Panel panel) {
    if (runs.count() == 1) {
      gatherRun(x, at + runs.start(0), offsets, from, to, panel.values);
    } else {
      gatherRuns(x, at, offsets, from, to, runs, panel.values);
    }
  }

  private static void gatherRun(
      float[] x, int start, int[] offsets, int from, int to, float[] panel) {
    for (int r = from; r < to; r++) {
      int source = start + offsets[r];
      int target = (r - from) * COLUMNS;
      FloatVector.fromArray(S, x, source).intoArray(panel, target);
      FloatVector.fromArray(S, x, source + L).intoArray(panel, target + L);
    }
  }

  /** As {@link #gather}, into an array. */
  private static void gatherRuns(
      float[] x, int at, int[] offsets, int from, int to, Runs runs, float[] panel) {
    for (int r = from; r < to; r++) {
      int target = (r - from) * COLUMNS;
      for (int run = 0; run < runs.count(); run++) {
        int source = at + offsets[r] + runs.start(run);
        FloatVector.fromArray(S, x, source).intoArray(panel, target);
        if (runs.length(run) > L) {
          FloatVector.fromArray(S, x, source + L).intoArray(panel, target + L);
        }
        target += runs.length(run);
      }
    }
  }

  @Override
  public void transpose(float[] x, int at, int lead, int depth, int columns, Panel panel, int row) {
    VectorTranspose.toSomeLanes(x, at, lead, columns, depth, panel.values, row * COLUMNS);
  }

  @Override
  public void separate(float[] x, int at, int depth, int columns, float[] y, int to, int lead) {
    VectorTranspose.fromLanes(x, at, depth, columns, y, to, lead);
  }

  @Override
  public void multiply(float[] a, int at, int block, Panel panel, int depth, Tile y) {
    VectorProduct.multiply(a, at, block, panel.values, 0, panel.edge, depth, y);
  }

  @Override
  public void addOuterProducts(
      float[] x,
      int at,
      int[] offsets,
      int from,
      int to,
      Runs runs,
      Panel panel,
      int columns,
      float[] y,
      int yAt) {
    OuterProducts.add(x, at, offsets, from, to, runs, panel.values, columns, y, yAt);
  }

  @Override
  public void slide(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[] y, int count) {
    int done = 0;
    for (; done + SLIDE <= count; done += SLIDE) {
      slideEight(w, wAt, taps, x, at + done, offsets, y, done);
    }
    for (; done < count; done += L) {
      slideOne(w, wAt, taps, x, at + done, offsets, y, done);
    }
  }

  @Override
  public void slideThree(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[][] y, int count) {
    SlidingKernels.slideThree(w, wAt, taps, x, at, offsets, y, count);
  }

  private static void slideOne(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[] y, int to) {
    FloatVector sum = FloatVector.zero(S);
    for (int r = 0; r < taps; r++) {
      FloatVector a = FloatVector.broadcast(S, w[wAt + r]);
      sum = a.fma(FloatVector.fromArray(S, x, at + offsets[r]), sum);
    }
    sum.intoArray(y, to);
  }

  private static void slideEight(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[] y, int to) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    FloatVector s2 = zero;
    FloatVector s3 = zero;
    FloatVector s4 = zero;
    FloatVector s5 = zero;
    FloatVector s6 = zero;
    FloatVector s7 = zero;
    for (int r = 0; r < taps; r++) {
      FloatVector a = FloatVector.broadcast(S, w[wAt + r]);
      int from = at + offsets[r];
      s0 = a.fma(FloatVector.fromArray(S, x, from), s0);
      s1 = a.fma(FloatVector.fromArray(S, x, from + L), s1);
      s2 = a.fma(FloatVector.fromArray(S, x, from + 2 * L), s2);
      s3 = a.fma(FloatVector.fromArray(S, x, from + 3 * L), s3);
      s4 = a.fma(FloatVector.fromArray(S, x, from + 4 * L), s4);
      s5 = a.fma(FloatVector.fromArray(S, x, from + 5 * L), s5);
      s6 = a.fma(FloatVector.fromArray(S, x, from + 6 * L), s6);
      s7 = a.fma(FloatVector.fromArray(S, x, from + 7 * L), s7);
    }
    s0.intoArray(y, to);
    s1.intoArray(y, to + L);
    s2.intoArray(y, to + 2 * L);
    s3.intoArray(y, to + 3 * L);
    s4.intoArray(y, to + 4 * L);
    s5.intoArray(y, to + 5 * L);
    s6.intoArray(y, to + 6 * L);
    s7.intoArray(y, to + 7 * L);
  }

  @Override
  public void dots(
      float[] a, int aAt, float[] x, int at, int[] offsets, Runs runs, float[] sums, int to) {
    VectorDots.add(a, aAt, x, at, offsets, runs, sums, to);
  }

  @Override
  public float sum(float[] x, int at, int count) {
    return VectorFolds.sum(x, at, count);
  }

  @Override
  public float max(float[] x, int at, int count) {
    return VectorFolds.max(x, at, count);
  }

  @Override
  public void sumInto(float[] y, int to, float[] x, int at, int count) {
    VectorFolds.sumInto(y, to, x, at, count);
  }

  @Override
  public void maxInto(float[] y, int to, float[] x, int at, int count) {
    VectorFolds.maxInto(y, to, x, at, count);
  }

  @Override
  public void productInto(float[] y, int to, float[] a, int at, float[] b, int bAt, int count) {
    VectorFolds.productInto(y, to, a, at, b, bAt, count);
  }

  @Override
  public void equal(float[] a, int at, float[] b, int bAt, float[] y, int to, int count) {
    VectorFolds.equal(a, at, b, bAt, y, to, count);
  }

  @Override
  public int slidingRows(boolean pieced) {
    return pieced ? 16 : 6;
  }

  @Override
  public Functions functions() {
    return FUNCTIONS;
  }

  @Override
  public boolean hasChannelKernels() {
    return true;
  }

  @Override
  public void deinterleave(float[] x, int at, int count, float[] y, int even, int odd) {
    VectorInterleave.apart(x, at, count, y, even, odd);
  }

  @Override
  public void quarter(float[] x, int at, int count, float[] y, int to, int lead) {
    VectorInterleave.quarter(x, at, count, y, to, lead);
  }

  @Override
  public void interleave(float[] x, int at, int lead, int count, float[] y, int to) {
    VectorInterleave.together(x, at, lead, count, y, to);
  }
}
