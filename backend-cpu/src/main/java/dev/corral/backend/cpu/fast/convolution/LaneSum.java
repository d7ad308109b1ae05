package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.OneBlockKernels;
import dev.corral.backend.cpu.fast.kernel.TwoBlockKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.stream.IntStream;

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

  /** Positions of the tiles that there are kernels for. */
  private static final int[] TILES = {10, 6, 4};

  private static final int LEAST = 4;

  /** The largest tile whose sums stay in registers: AVX-512 has 32, and AVX2 16. */
  private static final int LARGEST = BLOCK < 16 ? 6 : 10;

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
  private final int[] fullTiles;
  private final int[] lastTiles;

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
    this.blocks = (c.rows() + BLOCK - 1) / BLOCK;
    this.fullTiles = tiles(PIECE);
    this.lastTiles = tiles(width - (piecesOfRow - 1) * PIECE);
  }

  /** About how many products, for each position, it takes the time of. */
  static double cost(Correlation c) {
    int lanes = (c.rows() + BLOCK - 1) / BLOCK * BLOCK;
    return (double) c.depth() * lanes + TURNING * c.rows();
  }

  /** Cuts neighbouring positions into tiles, of which the last may be a few too long. */
  private static int[] tiles(int positions) {
    IntStream.Builder tiles = IntStream.builder();
    int rest = Math.max(LEAST, positions + positions % 2);
    while (rest > 0) {
      int tile = nextTile(rest);
      tiles.add(tile);
      rest -= tile;
    }
    return tiles.build().toArray();
  }

  /** The largest tile that leaves a number of positions that is well cut. */
  private static int nextTile(int rest) {
    for (int tile : TILES) {
      int left = rest - tile;
      if (tile <= LARGEST && left >= 0 && left != 2 && left != 8) {
        return tile;
      }
    }
    throw new IllegalArgumentException(rest + " positions");
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
    float[] sums = machine.scratch().take((PIECE + LARGEST) * (long) LANES);
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
      int[] tiles = column + PIECE <= width ? fullTiles : lastTiles;
      sumTiles(tiles, block + 1 < blocks, wAt, at, sums, count * LANES);
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

  private void sumTiles(int[] tiles, boolean two, int wAt, int xAt, float[] sums, int to) {
    int at = xAt;
    int next = to;
    for (int tile : tiles) {
      if (two) {
        TwoBlockKernels.sum(tile, w, wAt, c.x(), at, taps.offsets(), sums, next);
      } else {
        OneBlockKernels.sum(
            tile, w, wAt, c.x(), at, taps.threes(), taps.twos(), taps.ones(), sums, next);
      }
      at += tile;
      next += tile * LANES;
    }
  }
}
