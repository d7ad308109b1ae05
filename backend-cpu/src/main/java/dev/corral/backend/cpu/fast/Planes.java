package dev.corral.backend.cpu.fast;

import java.util.Arrays;

/** Copies images so that each tap of a kernel lies at a constant offset from each position. */
final class Planes {
  private final Axis rows;
  private final Axis columns;
  private final int[] rowPhases;
  private final int[] columnPhases;

  Planes(Axis rows, Axis columns, int[] rowPhases, int[] columnPhases) {
    this.rows = rows;
    this.columns = columns;
    this.rowPhases = rowPhases;
    this.columnPhases = columnPhases;
  }

  /** Whether the images can be used as they are. */
  boolean isPlain() {
    return rows.isPlain() && columns.isPlain();
  }

  /** Elements of a channel: all its phases. */
  int channelSize() {
    return rowPhases.length * columnPhases.length * rows.extent() * columns.extent();
  }

  int rowsBefore() {
    return rows.before();
  }

  int columnsBefore() {
    return columns.before();
  }

  int pitch() {
    return columns.extent();
  }

  /** Where a tap lies, from the position of the output on. */
  int offset(int row, int column) {
    int rowPhase = Arrays.binarySearch(rowPhases, row % rows.stride());
    int columnPhase = Arrays.binarySearch(columnPhases, column % columns.stride());
    int plane = rowPhase * columnPhases.length + columnPhase;
    return (plane * rows.extent() + row / rows.stride()) * columns.extent()
        + column / columns.stride();
  }

  /** Copies channels into scratch memory. */
  float[] copy(float[] x, int channels, Machine machine) {
    float[] y = machine.scratch().take((long) channels * channelSize());
    int size = rows.size() * columns.size();
    machine
        .workers()
        .split(
            channels,
            1 + 16384 / Math.max(1, channelSize()),
            (from, to) -> {
              for (int channel = from; channel < to; channel++) {
                copyChannel(x, channel * size, y, channel * channelSize());
              }
            });
    return y;
  }

  private void copyChannel(float[] x, int at, float[] y, int to) {
    int plane = to;
    for (int rowPhase : rowPhases) {
      for (int columnPhase : columnPhases) {
        int begin = rows.first(rowPhase);
        int end = rows.last(rowPhase);
        int pitch = columns.extent();
        Arrays.fill(y, plane, plane + begin * pitch, 0);
        for (int i = begin; i < end; i++) {
          int row = at + rows.source(rowPhase, i) * columns.size();
          copyRow(x, row, columnPhase, y, plane + i * pitch);
        }
        Arrays.fill(y, plane + end * pitch, plane + rows.extent() * pitch, 0);
        plane += rows.extent() * pitch;
      }
    }
  }

  private void copyRow(float[] x, int at, int phase, float[] y, int to) {
    int begin = columns.first(phase);
    int end = columns.last(phase);
    Arrays.fill(y, to, to + columns.extent(), 0);
    if (begin == end) {
      return;
    }
    int from = at + columns.source(phase, begin);
    if (columns.stride() == 1) {
      System.arraycopy(x, from, y, to + begin, end - begin);
    } else {
      for (int j = 0; j < end - begin; j++) {
        y[to + begin + j] = x[from + j * columns.stride()];
      }
    }
  }
}
