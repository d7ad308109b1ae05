package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.Arrays;

/**
 * A correlation as a matrix product that gathers its right factor, a panel at a time, from the
 * input. Each output is computed by one thread, in an order that depends on nothing but the shape.
 */
final class PanelProduct {
  /** Tasks a thread, so that none waits long for the last. */
  private static final int FINEST = 16;

  /** Weights that stay in half the second-level cache of a usual core. */
  private static final int NEAR = 1 << 17;

  /** Fewer rows are not worth a panel of their own. */
  private static final int LEAST_ROWS = 96;

  /** What it costs to gather, in rows: at least, and by the shorter the rows of positions are. */
  private static final int GATHERING = 2;

  private static final double GATHERING_PIECES = 180;

  private final Machine machine;
  private final Kernels kernels;
  private final Correlation c;
  private final float[] w;
  private final int[] wAt;
  private final int[] images;
  private final float[] y;
  private final Finish finish;
  private final int tiles;
  private final int blocks;
  private final int chunk;

  /**
   * A product.
   *
   * @param w interleaved weights
   * @param wAt for each problem, where its weights begin
   * @param images for each image of the output, which of the input's it is made from
   * @param y receives the outputs, problem by problem, row by row
   */
  PanelProduct(
      Machine machine,
      Correlation correlation,
      float[] w,
      int[] wAt,
      int[] images,
      float[] y,
      Finish finish) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.c = correlation;
    this.w = w;
    this.wAt = wAt;
    this.images = images;
    this.y = y;
    this.finish = finish;
    this.tiles = (c.positions() + kernels.columns() - 1) / kernels.columns();
    this.blocks = (c.rows() + Kernels.ROWS - 1) / Kernels.ROWS;
    int chunks = Math.max(1, (c.depth() + kernels.depth() - 1) / kernels.depth());
    this.chunk = Math.max(1, (c.depth() + chunks - 1) / chunks);
  }

  /** About how many products, for each position, it takes the time of. */
  static double cost(Correlation c, Kernels kernels) {
    double gathering = GATHERING + GATHERING_PIECES / c.neighbours();
    int tiles = (c.positions() + kernels.columns() - 1) / kernels.columns();
    double filled = (double) c.positions() / (tiles * kernels.columns());
    return c.depth() * (c.rows() + gathering) / filled;
  }

  void run() {
    if (c.depth() == 0) {
      Arrays.fill(y, 0, c.problems() * c.rows() * c.positions(), 0);
    }
    int rowParts = rowParts();
    if (rowParts > 1) {
      shareRows(rowParts);
    } else {
      shareTiles();
    }
  }

  /** Into how many parts to share out the rows, so that the weights of each stay in a cache. */
  private int rowParts() {
    int threads = machine.workers().threads();
    long caches = ((long) c.rows() * chunk + NEAR - 1) / NEAR;
    long parts = (caches + threads - 1) / threads * threads;
    return caches > 1 && parts * LEAST_ROWS <= c.rows() ? (int) parts : 1;
  }

  private void shareRows(int rowParts) {
    int units = c.problems() * tiles;
    int parts = Math.min(units, 1 + FINEST * machine.workers().threads() / rowParts);
    machine
        .workers()
        .run(
            rowParts * parts,
            task -> {
              int rows = task / parts;
              int from = Workers.share(units, task % parts, parts);
              int to = Workers.share(units, task % parts + 1, parts);
              new Part(pairs(rows, rowParts), pairs(rows + 1, rowParts)).run(from, to);
            });
  }

  private void shareTiles() {
    int units = c.problems() * tiles;
    int threads = machine.workers().threads();
    // Of few tiles, those that would leave some threads without one are shared out by rows.
    int rest = units < FINEST * threads ? units % threads : 0;
    int whole = units - rest;
    int wholeParts = Math.min(whole, FINEST * threads);
    int restParts = rest == 0 ? 0 : Math.min((blocks + 1) / 2, (4 * threads + rest - 1) / rest);
    machine
        .workers()
        .run(
            wholeParts + rest * restParts,
            task -> {
              if (task < wholeParts) {
                int from = Workers.share(whole, task, wholeParts);
                new Part(0, blocks).run(from, Workers.share(whole, task + 1, wholeParts));
              } else {
                int part = (task - wholeParts) % restParts;
                int unit = whole + (task - wholeParts) / restParts;
                new Part(pairs(part, restParts), pairs(part + 1, restParts)).run(unit, unit + 1);
              }
            });
  }

  /** The block that the share of a part begins with, which kernels take in pairs. */
  private int pairs(int part, int parts) {
    return Math.min(blocks, 2 * Workers.share((blocks + 1) / 2, part, parts));
  }

  /** Some rows, for some tiles; the work of one thread. */
  private final class Part {
    private final int fromBlock;
    private final int toBlock;
    private final Runs runs = c.runs();
    private final Kernels.Tile tile = new Kernels.Tile(y, c.positions());

    Part(int fromBlock, int toBlock) {
      this.fromBlock = fromBlock;
      this.toBlock = toBlock;
    }

    void run(int fromUnit, int toUnit) {
      Kernels.Panel panel = machine.panels().take();
      for (int from = 0; from < c.depth(); from += chunk) {
        int to = Math.min(from + chunk, c.depth());
        for (int unit = fromUnit; unit < toUnit; unit++) {
          multiply(unit / tiles, unit % tiles, from, to, panel);
        }
      }
      machine.panels().give(panel);
      if (c.depth() == 0 && finish != Finish.NONE) {
        for (int unit = fromUnit; unit < toUnit; unit++) {
          finish(unit / tiles, unit % tiles);
        }
      }
    }

    private void multiply(int problem, int index, int from, int to, Kernels.Panel panel) {
      int first = index * kernels.columns();
      int columns = Math.min(kernels.columns(), c.positions() - first);
      runs.locate(first, columns);
      kernels.gather(
          c.x(),
          c.xAt(images[problem / c.groups()], problem % c.groups()),
          c.offsets(),
          from,
          to,
          runs,
          panel);
      int row = fromBlock * Kernels.ROWS;
      int rows = Math.min(toBlock * Kernels.ROWS, c.rows()) - row;
      tile.at(c.yAt(problem) + row * c.positions() + first, rows, columns).add(from > 0);
      int weights = wAt[problem] + (fromBlock * c.depth() + from) * Kernels.ROWS;
      kernels.multiply(w, weights, c.depth() * Kernels.ROWS, panel, to - from, tile);
      if (to == c.depth() && finish != Finish.NONE) {
        finish(problem, index);
      }
    }

    private void finish(int problem, int index) {
      int first = index * kernels.columns();
      int columns = Math.min(kernels.columns(), c.positions() - first);
      int toRow = Math.min(toBlock * Kernels.ROWS, c.rows());
      for (int row = fromBlock * Kernels.ROWS; row < toRow; row++) {
        int channel = problem % c.groups() * c.rows() + row;
        finish.apply(channel, y, c.yAt(problem) + row * c.positions() + first, columns);
      }
    }
  }
}
