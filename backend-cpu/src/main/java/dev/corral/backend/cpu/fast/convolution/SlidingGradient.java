package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.Arrays;

/**
 * The gradient of a correlation by its weights where a group has few rows: the inner products of
 * each row of the gradient's positions with the input at each offset. Bands of rows are shared out,
 * and their parts added in a fixed order.
 */
final class SlidingGradient {
  /** Elements of the gradient in a band, so that the input beside them stays in the cache. */
  private static final int BAND = 4096;

  private final Machine machine;
  private final Correlation c;
  private final float[] dy;
  private final float[] result;
  private final int bandRows;
  private final int bands;
  private final int parts;

  /** The gradient of a correlation, given that by its output; it fills the result. */
  SlidingGradient(Machine machine, Correlation correlation, float[] dy, float[] result) {
    this.machine = machine;
    this.c = correlation;
    this.dy = dy;
    this.result = result;
    this.bandRows = Math.max(1, Math.min(c.height(), BAND / Math.max(1, c.width())));
    this.bands = (c.height() + bandRows - 1) / bandRows;
    this.parts = Math.max(1, Math.min(c.images() * bands, 4 * machine.workers().threads()));
  }

  private int size() {
    return c.groups() * c.rows() * c.depth();
  }

  void run() {
    float[] sums = machine.scratch().take((long) parts * size());
    machine
        .workers()
        .run(
            parts,
            part -> {
              Arrays.fill(sums, part * size(), (part + 1) * size(), 0);
              int from = Workers.share(c.images() * bands, part, parts);
              int to = Workers.share(c.images() * bands, part + 1, parts);
              for (int unit = from; unit < to; unit++) {
                band(unit / bands, unit % bands * bandRows, sums, part * size());
              }
            });
    for (int i = 0; i < size(); i++) {
      float sum = 0;
      for (int part = 0; part < parts; part++) {
        sum += sums[part * size() + i];
      }
      result[i] = sum;
    }
    machine.scratch().give(sums);
  }

  private void band(int image, int firstRow, float[] sums, int at) {
    int toRow = Math.min(firstRow + bandRows, c.height());
    for (int channel = 0; channel < c.groups() * c.rows(); channel++) {
      int x = c.xAt(image, channel / c.rows());
      int gradient = (image * c.groups() * c.rows() + channel) * c.positions();
      for (int i = firstRow; i < toRow; i++) {
        machine
            .kernels()
            .dots(
                dy,
                gradient + i * c.width(),
                c.x(),
                x + i * c.pitch(),
                c.offsets(),
                c.width(),
                sums,
                at + channel * c.depth());
      }
    }
  }
}
