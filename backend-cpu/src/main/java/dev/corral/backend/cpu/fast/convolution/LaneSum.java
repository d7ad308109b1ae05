package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;

/**
 * A correlation whose rows, the outputs of a position, lie in the lanes of vectors, while the input
 * is read where it lies: so nothing is gathered. Sums of some positions wait until they are turned
 * into rows. Each output is computed by one thread, in an order that depends on nothing but the
 * shape.
 */
final class LaneSum {
  /** Outputs of a block: the lanes of a vector. */
  static final int BLOCK = ChannelKernels.LANES / 2;

  private static final int LANES = ChannelKernels.LANES;

  /** Positions whose sums wait: so few that they stay in the first-level cache. */
  private static final int PIECE = 120;

  /** Tasks a thread, so that none waits long for the last. */
  private static final int TASKS = 8;

  /** What it costs to turn sums into rows, in products. */
  private static final int TURNING = 4;

  private final Machine machine;
  private final Correlation c;
  private final LaneTaps taps;
  private final float[] w;
  private final float[] y;
  private final Finish finish;
  private final int width;
  private final int piecesOfRow;
  private final int pieces;
  private final int piecesAtOnce;
  private final int units;
  private final int blocks;
  private final LaneTiles fullTiles;
  private final LaneTiles lastTiles;

  /**
   * A correlation.
   *
   * @param taps in the order of the weights
   * @param w the weights, {@link #BLOCK} rows interleaved
   * @param y receives the outputs, problem by problem, row by row
   */
  LaneSum(
      Machine machine,
      Correlation correlation,
      LaneTaps taps,
      float[] w,
      float[] y,
      Finish finish) {
    this.machine = machine;
    this.c = correlation;
    this.taps = taps;
    this.w = w;
    this.y = y;
    this.finish = finish;
    this.width = c.neighbours();
    this.piecesOfRow = (width + PIECE - 1) / PIECE;
    this.pieces = c.positions() / width * piecesOfRow;
    this.piecesAtOnce = Math.max(1, PIECE / width);
    this.units = (pieces + piecesAtOnce - 1) / piecesAtOnce;
    this.blocks = blocks(c.rows());
    this.fullTiles = LaneTiles.of(PIECE);
    this.lastTiles = LaneTiles.of(width - (piecesOfRow - 1) * PIECE);
  }

  /** Blocks of so many outputs. */
  static int blocks(int outputs) {
    return (outputs + BLOCK - 1) / BLOCK;
  }

  /** About how many products, for each position, it takes the time of. */
  static double cost(Correlation c) {
    int lanes = (c.rows() + BLOCK - 1) / BLOCK * BLOCK;
    return (double) c.depth() * lanes + TURNING * c.rows();
  }

  void run() {
    int all = c.problems() * units;
    int panels = (blocks + 1) / 2;
    int wanted = TASKS * machine.workers().threads();
    // Threads share what is less to read again and again: the weights, or the input.
    boolean byPanels = c.rows() > c.positions();
    int first = Math.min(byPanels ? panels : all, wanted);
    int second = Math.min(byPanels ? all : panels, (wanted + first - 1) / first);
    int panelParts = byPanels ? first : second;
    int unitParts = byPanels ? second : first;
    machine
        .workers()
        .run(
            panelParts * unitParts,
            task -> {
              int panelPart = task % panelParts;
              int unitPart = task / panelParts;
              sum(
                  Workers.share(panels, panelPart, panelParts),
                  Workers.share(panels, panelPart + 1, panelParts),
                  Workers.share(all, unitPart, unitParts),
                  Workers.share(all, unitPart + 1, unitParts));
            });
  }

  /** Some panels of two blocks for some units of positions; the work of one thread. */
  private void sum(int fromPanel, int toPanel, int fromUnit, int toUnit) {
    float[] sums = machine.scratch().take((PIECE + LaneTiles.LARGEST) * (long) LANES);
    for (int panel = fromPanel; panel < toPanel; panel++) {
      for (int unit = fromUnit; unit < toUnit; unit++) {
        sum(2 * panel, unit / units, unit % units * piecesAtOnce, sums);
      }
    }
    machine.scratch().give(sums);
  }

  /** Two blocks, or the last, at the positions from the first of a piece on. */
  private void sum(int block, int problem, int firstPiece, float[] sums) {
    int group = problem % c.groups();
    int wAt = (group * blocks + block) * BLOCK * c.depth();
    int xAt = c.xAt(problem / c.groups(), group);
    int count = 0;
    for (int piece = firstPiece; piece < Math.min(firstPiece + piecesAtOnce, pieces); piece++) {
      int column = piece % piecesOfRow * PIECE;
      int at = xAt + piece / piecesOfRow * c.pitch() + column;
      LaneTiles tiles = column + PIECE <= width ? fullTiles : lastTiles;
      tiles.sum(block + 1 < blocks, w, wAt, c.x(), at, taps, sums, count * LANES);
      count += Math.min(PIECE, width - column);
    }
    int first = firstPiece / piecesOfRow * width + firstPiece % piecesOfRow * PIECE;
    int row = block * BLOCK;
    int rows = Math.min(LANES, c.rows() - row);
    int to = c.yAt(problem) + row * c.positions() + first;
    VectorTranspose.fromLanes(sums, 0, count, rows, y, to, c.positions());
    for (int i = 0; i < rows && finish != Finish.NONE; i++) {
      finish.apply(group * c.rows() + row + i, y, to + i * c.positions(), count);
    }
  }
}
