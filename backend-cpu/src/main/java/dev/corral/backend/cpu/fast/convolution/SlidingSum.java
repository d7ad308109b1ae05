package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import java.util.Arrays;

/**
 * A correlation by one or three rows at a time: for so few rows a group that a panel would not pay.
 * Output rows slide over a band of the image, elements between two rows of positions included,
 * which are then left out.
 */
final class SlidingSum {
  /** Outputs of a band, so that they stay in the first-level cache. */
  private static final int BAND = 4096;

  private static final int THREE = 3;

  /** How many outputs are computed for one that is kept, and what else it takes. */
  private static final double BETWEEN = 1.5;

  private final Machine machine;
  private final Correlation c;
  private final float[] w;
  private final float[] y;
  private final Finish finish;
  private final int rowsAtOnce;
  private final int bandRows;

  /**
   * A correlation.
   *
   * @param w the weights, group by group, row by row
   * @param y receives the outputs, problem by problem, row by row
   */
  SlidingSum(Machine machine, Correlation correlation, float[] w, float[] y, Finish finish) {
    this.machine = machine;
    this.c = correlation;
    this.w = w;
    this.y = y;
    this.finish = finish;
    this.rowsAtOnce = c.rows() < THREE ? 1 : THREE;
    int bandHeight = BAND / rowsAtOnce / Math.max(1, c.pitch());
    this.bandRows = Math.max(1, Math.min(c.height(), bandHeight));
  }

  /** About how many products, for each position, it takes the time of. */
  static double cost(Correlation c) {
    return BETWEEN * c.depth() * c.rows();
  }

  void run() {
    if (c.positions() == 0) {
      return;
    }
    int bands = (c.height() + bandRows - 1) / bandRows;
    int blocks = (c.rows() + rowsAtOnce - 1) / rowsAtOnce;
    int units = c.problems() * blocks * bands;
    int bandSize = bandRows * c.pitch() + HeapStorage.SLACK;
    machine
        .workers()
        .split(
            units,
            1,
            (from, to) -> {
              float[][] band = new float[rowsAtOnce][];
              Arrays.setAll(band, i -> machine.scratch().take(bandSize));
              for (int unit = from; unit < to; unit++) {
                int problem = unit / bands / blocks;
                slide(problem, unit / bands % blocks * rowsAtOnce, unit % bands * bandRows, band);
              }
              Arrays.stream(band).forEach(machine.scratch()::give);
            });
  }

  /** Some rows of a problem over the band that begins with a row of positions. */
  private void slide(int problem, int row, int firstLine, float[][] band) {
    int lines = Math.min(bandRows, c.height() - firstLine);
    int at = c.xAt(problem / c.groups(), problem % c.groups()) + firstLine * c.pitch();
    int count = (lines - 1) * c.pitch() + c.width();
    int rows = Math.min(rowsAtOnce, c.rows() - row);
    int weights = (problem % c.groups() * c.rows() + row) * c.depth();
    Kernels kernels = machine.kernels();
    if (rows == THREE) {
      kernels.slideThree(w, weights, c.depth(), c.x(), at, c.offsets(), band, count);
    } else {
      for (int i = 0; i < rows; i++) {
        int own = weights + i * c.depth();
        kernels.slide(w, own, c.depth(), c.x(), at, c.offsets(), band[i], count);
      }
    }
    for (int i = 0; i < rows; i++) {
      place(problem, row + i, firstLine, lines, band[i]);
    }
  }

  private void place(int problem, int row, int firstLine, int lines, float[] band) {
    int to = c.yAt(problem) + row * c.positions() + firstLine * c.width();
    for (int line = 0; line < lines; line++) {
      System.arraycopy(band, line * c.pitch(), y, to + line * c.width(), c.width());
    }
    finish.apply(problem % c.groups() * c.rows() + row, y, to, lines * c.width());
  }
}
