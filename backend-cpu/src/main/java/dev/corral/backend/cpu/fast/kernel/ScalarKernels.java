package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;

/**
 * Loops that the compiler vectorises by itself. It does so on all Java versions only where every
 * array is read at the same index; hence a panel is an array a row, and sums gather in arrays.
 */
public final class ScalarKernels implements Kernels {
  public static final int COLUMNS = 256;
  public static final int DEPTH = 64;

  private static final Functions FUNCTIONS = new ScalarFunctions();

  private final String why;

  public ScalarKernels(String why) {
    this.why = why;
  }

  @Override
  public String description() {
    return "scalar kernels: " + why;
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
    return new Panel(new float[0], new float[DEPTH + ROWS][COLUMNS], new float[COLUMNS]);
  }

  @Override
  public void gather(float[] x, int at, int[] offsets, int from, int to, Runs runs, Panel panel) {
    for (int r = from; r < to; r++) {
      runs.copy(x, at + offsets[r], panel.rows[r - from], 0);
    }
  }

  @Override
  public void transpose(float[] x, int at, int lead, int depth, int columns, Panel panel, int row) {
    for (int i = 0; i < depth; i++) {
      float[] values = panel.rows[row + i];
      for (int j = 0; j < columns; j++) {
        values[j] = x[at + j * lead + i];
      }
    }
  }

  @Override
  public void multiply(float[] a, int at, int block, Panel panel, int depth, Tile y) {
    multiplyPanel(a, at, block, panel, depth, y);
  }

  private static void multiplyPanel(float[] a, int at, int block, Panel panel, int depth, Tile y) {
    for (int row = 0; row < y.rows; row++) {
      multiplyRow(a, at + row / ROWS * block + row % ROWS, ROWS, panel, depth, y, row);
    }
  }

  /**
   * {@link #multiply} with a full panel's columns that lie in an array, from {@code from}, row
   * after row.
   *
   * @param panel to work with; its content is lost
   */
  public static void multiplyPacked(
      float[] a, int at, int block, float[] x, int from, Panel panel, int depth, Tile y) {
    for (int r = 0; r < depth; r++) {
      System.arraycopy(x, from + r * COLUMNS, panel.rows[r], 0, y.columns);
    }
    multiplyPanel(a, at, block, panel, depth, y);
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
    Tile sums = new Tile(y, COLUMNS).add(true);
    float[] elements = panel.rows[DEPTH];
    for (int r = from; r < to; r++) {
      runs.copy(x, at + offsets[r], elements, 0);
      sums.at(yAt + (r - from) * COLUMNS, 1, columns);
      multiplyRow(elements, 0, 1, panel, runs.positions(), sums, 0);
    }
  }

  private static void multiplyRow(
      float[] a, int at, int step, Panel panel, int depth, Tile y, int row) {
    float[] sums = panel.edge;
    int to = y.at + row * y.lead;
    if (y.add) {
      System.arraycopy(y.values, to, sums, 0, y.columns);
    } else {
      Arrays.fill(sums, 0, y.columns, 0);
    }
    addRow(a, at, step, panel.rows, depth, sums, y.columns);
    System.arraycopy(sums, 0, y.values, to, y.columns);
  }

  private static void addRow(
      float[] a, int at, int step, float[][] rows, int depth, float[] sums, int columns) {
    int r = 0;
    for (int index = at; r + 3 < depth; r += 4, index += 4 * step) {
      add4(
          sums,
          columns,
          a[index],
          rows[r],
          a[index + step],
          rows[r + 1],
          a[index + 2 * step],
          rows[r + 2],
          a[index + 3 * step],
          rows[r + 3]);
    }
    for (; r < depth; r++) {
      add(sums, columns, a[at + r * step], rows[r]);
    }
  }

  private static void add4(
      float[] y,
      int count,
      float a,
      float[] x,
      float b,
      float[] z,
      float c,
      float[] u,
      float d,
      float[] v) {
    for (int j = 0; j < count; j++) {
      y[j] = (((y[j] + a * x[j]) + b * z[j]) + c * u[j]) + d * v[j];
    }
  }

  private static void add(float[] y, int count, float a, float[] x) {
    for (int j = 0; j < count; j++) {
      y[j] += a * x[j];
    }
  }

  @Override
  public void slide(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[] y, int count) {
    Arrays.fill(y, 0, count, 0);
    for (int r = 0; r < taps; r++) {
      addShifted(y, count, w[wAt + r], x, at + offsets[r]);
    }
  }

  private static void addShifted(float[] y, int count, float a, float[] x, int at) {
    for (int j = 0; j < count; j++) {
      y[j] += a * x[at + j];
    }
  }

  @Override
  public void dots(
      float[] a, int aAt, float[] x, int at, int[] offsets, Runs runs, float[] sums, int to) {
    int position = aAt;
    for (int run = 0; run < runs.count(); run++) {
      int start = at + runs.start(run);
      for (int r = 0; r < offsets.length; r++) {
        sums[to + r] += dot(a, position, x, start + offsets[r], runs.length(run));
      }
      position += runs.length(run);
    }
  }

  /** In four sums, so that one addition need not wait for the other. */
  private static float dot(float[] a, int aAt, float[] x, int at, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    for (; j + 3 < count; j += 4) {
      s0 += a[aAt + j] * x[at + j];
      s1 += a[aAt + j + 1] * x[at + j + 1];
      s2 += a[aAt + j + 2] * x[at + j + 2];
      s3 += a[aAt + j + 3] * x[at + j + 3];
    }
    for (; j < count; j++) {
      s0 += a[aAt + j] * x[at + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public float sum(float[] x, int at, int count) {
    return ScalarFolds.sum(x, at, 1, count);
  }

  @Override
  public float max(float[] x, int at, int count) {
    return ScalarFolds.max(x, at, 1, count);
  }

  @Override
  public void sumInto(float[] y, int to, float[] x, int at, int count) {
    ScalarFolds.sumInto(y, to, x, at, count);
  }

  @Override
  public void maxInto(float[] y, int to, float[] x, int at, int count) {
    ScalarFolds.maxInto(y, to, x, at, count);
  }

  @Override
  public void productInto(float[] y, int to, float[] a, int at, float[] b, int bAt, int count) {
    ScalarFolds.productInto(y, to, a, at, b, bAt, count);
  }

  @Override
  public void equal(float[] a, int at, float[] b, int bAt, float[] y, int to, int count) {
    ScalarFolds.equal(a, at, b, bAt, y, to, count);
  }

  @Override
  public int slidingRows(boolean pieced) {
    return 0;
  }

  @Override
  public void deinterleave(float[] x, int at, int count, float[] y, int even, int odd) {
    for (int j = 0; j < count; j++) {
      y[even + j] = x[at + 2 * j];
      y[odd + j] = x[at + 2 * j + 1];
    }
  }

  @Override
  public void quarter(float[] x, int at, int count, float[] y, int to, int lead) {
    for (int j = 0; j < count; j++) {
      y[to + j] = x[at + 4 * j];
      y[to + lead + j] = x[at + 4 * j + 1];
      y[to + 2 * lead + j] = x[at + 4 * j + 2];
      y[to + 3 * lead + j] = x[at + 4 * j + 3];
    }
  }

  @Override
  public Functions functions() {
    return FUNCTIONS;
  }
}
