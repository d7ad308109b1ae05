package dev.corral.backend.cpu.fast;

/**
 * A correlation row by row: for so few rows a group that a panel would not pay. Each output row
 * slides over a band of the image, elements between two rows of positions included, which are then
 * left out.
 */
final class SlidingSum {
  /** Outputs of a band, so that they stay in the first-level cache. */
  private static final int BAND = 4096;

  private final Machine machine;
  private final Correlation c;
  private final float[] w;
  private final float[] y;
  private final Finish finish;
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
    this.bandRows = Math.max(1, Math.min(c.height(), BAND / Math.max(1, c.pitch())));
  }

  void run() {
    if (c.positions() == 0) {
      return;
    }
    int bands = (c.height() + bandRows - 1) / bandRows;
    int units = c.problems() * c.rows() * bands;
    int bandSize = bandRows * c.pitch() + HeapStorage.SLACK;
    machine
        .workers()
        .split(
            units,
            1,
            (from, to) -> {
              float[] band = machine.scratch().take(bandSize);
              for (int unit = from; unit < to; unit++) {
                slide(unit / bands, unit % bands * bandRows, band);
              }
              machine.scratch().give(band);
            });
  }

  private void slide(int output, int firstRow, float[] band) {
    int rows = Math.min(bandRows, c.height() - firstRow);
    int problem = output / c.rows();
    int channel = output % (c.groups() * c.rows());
    int at = c.xAt(problem / c.groups(), problem % c.groups()) + firstRow * c.pitch();
    int count = (rows - 1) * c.pitch() + c.width();
    machine.kernels().slide(w, channel * c.depth(), c.depth(), c.x(), at, c.offsets(), band, count);
    int to = output * c.positions() + firstRow * c.width();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(band, row * c.pitch(), y, to + row * c.width(), c.width());
    }
    finish.apply(channel, y, to, rows * c.width());
  }
}
