package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.Arrays;

/**
 * The gradient of a correlation by its weights where a group has few rows: the inner products of
 * each row of the gradient's positions with the input at each offset. Bands of rows are shared out,
 * and their parts added in a fixed order; where bands are few, so are rows of the groups.
 */
final class SlidingGradient {
  /** Elements of the gradient in a band, so that the input beside them stays in the cache. */
  private static final int BAND = 4096;

  /** Tasks a thread, so that none waits long for the last. */
  private static final int TASKS = 4;

  private final Machine machine;
  private final Correlation c;
  private final float[] dy;
  private final float[] result;
  private final int bandRows;
  private final int bands;
  private final int parts;
  private final int rowParts;

  /** The gradient of a correlation, given that by its output; it fills the result. */
  SlidingGradient(Machine machine, Correlation correlation, float[] dy, float[] result) {
    this.machine = machine;
    this.c = correlation;
    this.dy = dy;
    this.result = result;
    this.bandRows = Math.max(1, Math.min(c.height(), BAND / Math.max(1, c.width())));
    this.bands = (c.height() + bandRows - 1) / bandRows;
    int wanted = TASKS * machine.workers().threads();
    this.parts = Math.max(1, Math.min(c.images() * bands, wanted));
    this.rowParts = Math.min(rows(), (wanted + parts - 1) / parts);
  }

  /** Of all groups. */
  private int rows() {
    return c.groups() * c.rows();
  }

  void run() {
    int size = rows() * c.depth();
    float[] sums = machine.scratch().take((long) parts * size);
    Arrays.fill(sums, 0, parts * size, 0);
    machine
        .workers()
        .run(
            parts * rowParts,
            task -> {
              int part = task / rowParts;
              int rowPart = task % rowParts;
              Runs runs = c.runs();
              int to = Workers.share(c.images() * bands, part + 1, parts);
              for (int u = Workers.share(c.images() * bands, part, parts); u < to; u++) {
                int fromRow = Workers.share(rows(), rowPart, rowParts);
                int toRow = Workers.share(rows(), rowPart + 1, rowParts);
                band(u / bands, u % bands * bandRows, fromRow, toRow, runs, sums, part * size);
              }
            });
    for (int i = 0; i < size; i++) {
      float sum = 0;
      for (int part = 0; part < parts; part++) {
        sum += sums[part * size + i];
      }
      result[i] = sum;
    }
    machine.scratch().give(sums);
  }

  private void band(
      int image, int firstLine, int fromRow, int toRow, Runs runs, float[] sums, int at) {
    int lines = Math.min(bandRows, c.height() - firstLine);
    int first = firstLine * c.width();
    runs.locate(first, lines * c.width());
    for (int row = fromRow; row < toRow; row++) {
      int x = c.xAt(image, row / c.rows());
      int gradient = (image * rows() + row) * c.positions() + first;
      machine.kernels().dots(dy, gradient, c.x(), x, c.offsets(), runs, sums, at + row * c.depth());
    }
  }
}
