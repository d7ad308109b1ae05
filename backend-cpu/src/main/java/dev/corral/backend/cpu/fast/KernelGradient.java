package dev.corral.backend.cpu.fast;

import java.util.Arrays;

/**
 * The gradient of a correlation by its weights: dw[g, row, r] = Σ<sub>n, position</sub> dy[n, g,
 * row, position] · x[position + offsets[r]]. As a product with the offsets as rows, the gradient's
 * channels as columns and the positions to sum over; the positions may be shared out too, and then
 * the parts are added in a fixed order.
 */
final class KernelGradient {
  /** Offsets that one task sums for, so that their elements stay in the second-level cache. */
  private static final int MOST_OFFSETS = 512;

  /** Positions that are summed over at once. */
  private static final int CHUNK = 192;

  private final Machine machine;
  private final Kernels kernels;
  private final Correlation c;
  private final float[] dy;
  private final float[] result;
  private final int chunk;
  private final int chunks;
  private final int quads;
  private final int quadParts;
  private final int sumParts;

  /** The gradient of a correlation, given that by its output; it fills the result. */
  KernelGradient(Machine machine, Correlation correlation, float[] dy, float[] result) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.c = correlation;
    this.dy = dy;
    this.result = result;
    this.chunk = Math.min(CHUNK, kernels.depth());
    this.chunks = (c.positions() + chunk - 1) / chunk;
    this.quads = (c.depth() + Kernels.ROWS - 1) / Kernels.ROWS;
    int wanted = 2 * machine.workers().threads();
    int byCache = (c.depth() + MOST_OFFSETS - 1) / MOST_OFFSETS;
    int byThreads = (wanted + c.groups() - 1) / c.groups();
    this.quadParts = Math.max(byCache, Math.min(byThreads, Math.max(1, quads / 16)));
    int tasks = Math.max(1, c.groups() * quadParts);
    this.sumParts = Math.max(1, Math.min(c.images() * chunks, (wanted + tasks - 1) / tasks));
  }

  private int size() {
    return c.groups() * c.depth() * c.rows();
  }

  void run() {
    float[] sums = machine.scratch().take((long) sumParts * size());
    machine
        .workers()
        .run(
            sumParts * c.groups() * quadParts,
            task -> {
              int part = task / (c.groups() * quadParts);
              int group = task / quadParts % c.groups();
              new Part(sums, part, group, task % quadParts).run();
            });
    machine.workers().split(c.groups() * c.rows(), 1, (from, to) -> collect(sums, from, to));
    machine.scratch().give(sums);
  }

  /** Adds the parts, with rows and offsets exchanged. */
  private void collect(float[] sums, int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      int at = row / c.rows() * c.depth() * c.rows() + row % c.rows();
      for (int r = 0; r < c.depth(); r++) {
        float sum = 0;
        for (int part = 0; part < sumParts; part++) {
          sum += sums[part * size() + at + r * c.rows()];
        }
        result[row * c.depth() + r] = sum;
      }
    }
  }

  /** Some offsets of a group, summed over some of the positions. */
  private final class Part {
    private final int group;
    private final int fromOffset;
    private final int toOffset;
    private final int fromUnit;
    private final int toUnit;
    private final int at;
    private final Kernels.Tile tile;
    private final Runs runs = c.runs();

    Part(float[] sums, int part, int group, int quadPart) {
      this.group = group;
      this.fromOffset = Workers.share(quads, quadPart, quadParts) * Kernels.ROWS;
      int end = Workers.share(quads, quadPart + 1, quadParts) * Kernels.ROWS;
      this.toOffset = Math.min(end, c.depth());
      this.fromUnit = Workers.share(c.images() * chunks, part, sumParts);
      this.toUnit = Workers.share(c.images() * chunks, part + 1, sumParts);
      this.at = part * size() + group * c.depth() * c.rows();
      this.tile = new Kernels.Tile(sums, c.rows());
    }

    void run() {
      if (fromOffset == toOffset) {
        return;
      }
      Arrays.fill(tile.values, at + fromOffset * c.rows(), at + toOffset * c.rows(), 0);
      Kernels.Panel panel = machine.panels().take();
      float[] gathered = machine.scratch().take((long) (toOffset - fromOffset) * chunk);
      for (int unit = fromUnit; unit < toUnit; unit++) {
        int first = unit % chunks * chunk;
        int count = Math.min(chunk, c.positions() - first);
        int problem = unit / chunks * c.groups() + group;
        gather(problem, first, count, gathered);
        multiply(problem, first, count, gathered, panel);
      }
      machine.scratch().give(gathered);
      machine.panels().give(panel);
    }

    private void gather(int problem, int first, int count, float[] gathered) {
      runs.locate(first, count);
      for (int r = fromOffset; r < toOffset; r++) {
        runs.copy(
            c.x(),
            c.xAt(problem / c.groups(), group) + c.offsets()[r],
            gathered,
            (r - fromOffset) * count);
      }
    }

    private void multiply(
        int problem, int first, int count, float[] gathered, Kernels.Panel panel) {
      for (int row = 0; row < c.rows(); row += kernels.columns()) {
        int columns = Math.min(kernels.columns(), c.rows() - row);
        int gradient = c.yAt(problem) + row * c.positions() + first;
        kernels.transpose(dy, gradient, c.positions(), count, columns, panel);
        for (int r = fromOffset; r < toOffset; r += Kernels.ROWS) {
          tile.at(at + r * c.rows() + row, Math.min(Kernels.ROWS, toOffset - r), columns).add(true);
          kernels.multiplyRows(gathered, (r - fromOffset) * count, count, panel, count, tile);
        }
      }
    }
  }
}
