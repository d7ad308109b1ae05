package dev.corral.backend.cpu.fast.field;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import java.util.Arrays;

/** Copies images so that each tap of a kernel lies at a constant offset from each position. */
public final class Planes {
  /** Elements between planes that are copied together. */
  private static final int MARGIN = 16;

  private final Axis rows;
  private final Axis columns;
  private final int[] rowPhases;
  private final int[] columnPhases;

  public Planes(Axis rows, Axis columns, int[] rowPhases, int[] columnPhases) {
    this.rows = rows;
    this.columns = columns;
    this.rowPhases = rowPhases;
    this.columnPhases = columnPhases;
  }

  /** Whether the images can be used as they are. */
  public boolean isPlain() {
    return rows.isPlain() && columns.isPlain();
  }

  /** Elements of a channel: all its phases. */
  public int channelSize() {
    return rowPhases.length * columnPhases.length * planeSize();
  }

  private int planeSize() {
    return rows.extent() * columns.extent() + (inPairs() || inQuarters() ? MARGIN : 0);
  }

  /** Whether rows are taken apart into even and odd elements, both of which are wanted. */
  private boolean inPairs() {
    return columns.stride() == 2 && columnPhases.length == 2;
  }

  private boolean inQuarters() {
    return columns.stride() == 4 && columnPhases.length == 4;
  }

  public int rowsBefore() {
    return rows.before();
  }

  public int columnsBefore() {
    return columns.before();
  }

  public int pitch() {
    return columns.extent();
  }

  /** Where a tap lies, from the position of the output on. */
  public int offset(int row, int column) {
    int rowPhase = Arrays.binarySearch(rowPhases, row % rows.stride());
    int columnPhase = Arrays.binarySearch(columnPhases, column % columns.stride());
    int plane = rowPhase * columnPhases.length + columnPhase;
    return plane * planeSize() + row / rows.stride() * columns.extent() + column / columns.stride();
  }

  /** Copies channels into scratch memory. */
  public float[] copy(float[] x, int channels, Machine machine) {
    float[] y = machine.scratch().take((long) channels * channelSize());
    int phases = rowPhases.length;
    int phaseSize = channelSize() / phases;
    machine
        .workers()
        .split(
            channels * phases,
            1 + 16384 / Math.max(1, phaseSize),
            (from, to) -> copyPhases(x, from, to, y, from * phaseSize, machine));
    return y;
  }

  /** Copies some channels to the front of an array; the work of one thread. */
  public void copy(float[] x, int from, int to, float[] y, Machine machine) {
    copyPhases(x, from * rowPhases.length, to * rowPhases.length, y, 0, machine);
  }

  private void copyPhases(float[] x, int from, int to, float[] y, int at, Machine machine) {
    int size = rows.size() * columns.size();
    int phases = rowPhases.length;
    int phaseSize = channelSize() / phases;
    float[] row = machine.scratch().take(inQuarters() ? 4L * pitch() : 0);
    for (int i = from; i < to; i++) {
      int target = at + (i - from) * phaseSize;
      copyPhase(x, i / phases * size, rowPhases[i % phases], y, target, machine.kernels(), row);
    }
    machine.scratch().give(row);
  }

  /** Copies every stride-th row, into a plane for each phase of the columns. */
  private void copyPhase(
      float[] x, int at, int rowPhase, float[] y, int to, Kernels kernels, float[] room) {
    if (inPairs()) {
      copyPairs(x, at, rowPhase, y, to, kernels);
      return;
    }
    if (inQuarters()) {
      copyQuarters(x, at, rowPhase, y, to, kernels, room);
      return;
    }
    int plane = to;
    int begin = rows.first(rowPhase);
    int end = rows.last(rowPhase);
    int pitch = columns.extent();
    for (int columnPhase : columnPhases) {
      Arrays.fill(y, plane, plane + begin * pitch, 0);
      if (columns.isPlain() && rows.stride() == 1 && begin < end) {
        int from = at + rows.source(rowPhase, begin) * pitch;
        System.arraycopy(x, from, y, plane + begin * pitch, (end - begin) * pitch);
      } else {
        copyRows(x, at, rowPhase, columnPhase, y, plane);
      }
      Arrays.fill(y, plane + end * pitch, plane + rows.extent() * pitch, 0);
      plane += planeSize();
    }
  }

  /**
   * Copies both planes of a row phase at once. A kernel may write beyond the end of a row: into the
   * next one, which comes later, or after the last one into the margin.
   */
  private void copyPairs(float[] x, int at, int rowPhase, float[] y, int plane, Kernels kernels) {
    int pitch = columns.extent();
    int begin = rows.first(rowPhase);
    int end = rows.last(rowPhase);
    int[] first = {columns.first(0), columns.first(1)};
    int[] last = {columns.last(0), columns.last(1)};
    // The phase of the first element that is not left out.
    int front = Math.max(0, columns.before()) % 2;
    int source = Math.max(0, -columns.before());
    int count = Math.max(last[0] - first[0], last[1] - first[1]);
    for (int phase = 0; phase < 2; phase++) {
      Arrays.fill(y, plane + phase * planeSize(), plane + phase * planeSize() + begin * pitch, 0);
    }
    for (int i = begin; i < end; i++) {
      int row = plane + i * pitch;
      int from = at + rows.source(rowPhase, i) * columns.size() + source;
      int even = row + front * planeSize() + first[front];
      int odd = row + (1 - front) * planeSize() + first[1 - front];
      kernels.deinterleave(x, from, count, y, even, odd);
      for (int phase = 0; phase < 2; phase++) {
        int start = row + phase * planeSize();
        Arrays.fill(y, start, start + first[phase], 0);
        Arrays.fill(y, start + last[phase], start + pitch, 0);
      }
    }
    for (int phase = 0; phase < 2; phase++) {
      int start = plane + phase * planeSize();
      Arrays.fill(y, start + end * pitch, start + rows.extent() * pitch, 0);
    }
  }

  /** Copies all planes of a row phase at once, of rows that were put between their zeros. */
  private void copyQuarters(
      float[] x, int at, int rowPhase, float[] y, int plane, Kernels kernels, float[] row) {
    int pitch = columns.extent();
    int begin = rows.first(rowPhase);
    int end = rows.last(rowPhase);
    int before = Math.max(0, columns.before());
    int source = Math.max(0, -columns.before());
    int count = Math.max(0, Math.min(columns.size() - source, 4 * pitch - before));
    Arrays.fill(row, 0, 4 * pitch, 0);
    for (int phase = 0; phase < 4; phase++) {
      int to = plane + phase * planeSize();
      Arrays.fill(y, to, to + begin * pitch, 0);
    }
    for (int i = begin; i < end; i++) {
      int from = at + rows.source(rowPhase, i) * columns.size() + source;
      System.arraycopy(x, from, row, before, count);
      kernels.quarter(row, 0, pitch, y, plane + i * pitch, planeSize());
    }
    for (int phase = 0; phase < 4; phase++) {
      int to = plane + phase * planeSize();
      Arrays.fill(y, to + end * pitch, to + rows.extent() * pitch, 0);
    }
  }

  private void copyRows(float[] x, int at, int rowPhase, int columnPhase, float[] y, int plane) {
    int pitch = columns.extent();
    int begin = columns.first(columnPhase);
    int end = columns.last(columnPhase);
    int source = begin < end ? columns.source(columnPhase, begin) : 0;
    for (int i = rows.first(rowPhase); i < rows.last(rowPhase); i++) {
      int from = at + rows.source(rowPhase, i) * columns.size() + source;
      int to = plane + i * pitch;
      Arrays.fill(y, to, to + begin, 0);
      if (columns.stride() == 1) {
        System.arraycopy(x, from, y, to + begin, end - begin);
      } else {
        for (int j = 0; j < end - begin; j++) {
          y[to + begin + j] = x[from + j * columns.stride()];
        }
      }
      Arrays.fill(y, to + end, to + pitch, 0);
    }
  }
}
