package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.nio.IntBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A convolution by {@link RowPairs}, with outputs in the lanes of vectors as in {@link LaneSum}; of
 * the tile numerics class. Bands of rows are shared out, each with its own fields. Each output is
 * computed in an order that depends on nothing but the shape.
 */
final class RowPairSum {
  private static final int LANES = ChannelKernels.LANES;

  /** Positions whose four sums stay in the first-level cache. */
  private static final int PIECE = 40;

  /** What it costs to put sums together and to turn them into rows, in products. */
  private static final int FINISHING = 16;

  private final Machine machine;
  private final RowPairs pairs;
  private final RowPairFields fields;
  private final Window window;
  private final Shape kernel;
  private final int groups;

  /** Of the output. */
  private final int height;

  private final int width;
  private final int outputs;
  private final int blocks;

  /** Taps of each sum, and where its weights begin. */
  private final LaneTaps[] taps = new LaneTaps[RowPairs.SUMS];

  private final int[] starts = new int[RowPairs.SUMS];
  private final int depth;
  private final int piecesOfRow;
  private final int pairsAtOnce;
  private final LaneTiles fullTiles;
  private final LaneTiles lastTiles;

  RowPairSum(Machine machine, Shape x, Shape kernel, Shape y, Window window, int groups) {
    this.machine = machine;
    this.window = window;
    this.kernel = kernel;
    this.groups = groups;
    this.pairs = new RowPairs(window);
    this.height = y.dim(2);
    this.width = y.dim(3);
    this.outputs = y.dim(1) / groups;
    this.blocks = LaneSum.blocks(outputs);
    this.fields = new RowPairFields(machine, x, y, window);
    int end = 0;
    for (int sum = 0; sum < RowPairs.SUMS; sum++) {
      int[] offsets = pairs.offsets(sum, kernel.dim(1), fields);
      taps[sum] = LaneTaps.of(offsets, outputs);
      starts[sum] = end;
      end += offsets.length;
    }
    this.depth = end;
    this.piecesOfRow = (width + PIECE - 1) / PIECE;
    this.pairsAtOnce = Math.max(1, PIECE / width);
    this.fullTiles = LaneTiles.of(PIECE);
    this.lastTiles = LaneTiles.of(width - (piecesOfRow - 1) * PIECE);
  }

  /** About how many products, for each position of a group, it takes the time of. */
  static double cost(Window window, int inputs, int outputs) {
    RowPairs pairs = new RowPairs(window);
    double products = pairs.products() / 2.0 * inputs;
    return products * LaneSum.blocks(outputs) * LaneSum.BLOCK + FINISHING * outputs;
  }

  /** y = finish(conv2d(x, kernel)). */
  void run(float[] input, Tensor weight, float[] y, Finish finish) {
    List<IntBuffer> orders = Stream.of(taps).map(t -> IntBuffer.wrap(t.order())).toList();
    float[] w =
        HeapStorage.derived(
            weight,
            List.of("row pairs", groups, window.strideHeight(), kernel, orders),
            () -> weights(HeapStorage.values(weight)));
    machine
        .workers()
        .run(
            fields.bands(),
            band -> {
              float[] field = fields.of(input, band);
              long positions = 4L * PIECE + 3L * LaneTiles.LARGEST;
              float[] sums = machine.scratch().take(positions * LANES);
              new Band(band, field, w, sums, y, finish).run();
              machine.scratch().give(sums);
              machine.scratch().give(field);
            });
  }

  private float[] weights(float[] values) {
    int[] natural =
        IntStream.range(0, kernel.dim(1) * window.kernelHeight() * window.kernelWidth()).toArray();
    Weights plain = new Weights(groups, outputs, outputs * natural.length, natural.length, natural);
    float[] lanes = plain.inLanes(values, machine);
    float[] w = machine.scratch().take((long) groups * blocks * LaneSum.BLOCK * depth);
    int panels = (blocks + 1) / 2;
    machine
        .workers()
        .run(
            groups * panels,
            task -> {
              int block = task / panels * blocks + task % panels * 2;
              int size = task % panels * 2 + 1 < blocks ? LANES : LaneSum.BLOCK;
              int from = block * LaneSum.BLOCK * natural.length;
              int to = block * LaneSum.BLOCK * depth;
              for (int sum = 0; sum < RowPairs.SUMS; sum++) {
                for (int product : taps[sum].order()) {
                  pairs.weight(sum, product, lanes, from, size, w, to);
                  to += size;
                }
              }
            });
    machine.scratch().give(lanes);
    return w;
  }

  /** Some rows of an image. */
  private final class Band {
    private final int image;
    private final int first;
    private final int count;
    private final float[] field;
    private final float[] w;
    private final float[] sums;
    private final float[] y;
    private final Finish finish;

    Band(int band, float[] field, float[] w, float[] sums, float[] y, Finish finish) {
      this.image = fields.image(band);
      this.first = fields.firstPair(band);
      this.count = fields.pairs(band);
      this.field = field;
      this.w = w;
      this.sums = sums;
      this.y = y;
      this.finish = finish;
    }

    void run() {
      for (int group = 0; group < groups; group++) {
        for (int block = 0; block < blocks; block += 2) {
          for (int pair = 0; pair < count; pair += pairsAtOnce) {
            for (int piece = 0; piece < piecesOfRow; piece++) {
              sum(group, block, pair, Math.min(pair + pairsAtOnce, count), piece * PIECE);
            }
          }
        }
      }
    }

    /** Two blocks, or the last, of some pairs of rows, from a column on. */
    private void sum(int group, int block, int fromPair, int toPair, int column) {
      int count = Math.min(PIECE, width - column);
      for (int pair = fromPair; pair < toPair; pair++) {
        pair(group, block, pair, column, 2 * (pair - fromPair) * count * LANES, count);
      }
      int row = 2 * (first + fromPair);
      int lines = Math.min(2 * (first + toPair), height) - row;
      int pieces = count == width ? 1 : lines;
      int together = count == width ? lines * count : count;
      int output = group * outputs + block * LaneSum.BLOCK;
      int lanes = Math.min(LANES, outputs - block * LaneSum.BLOCK);
      int size = height * width;
      int channel = image * groups * outputs + output;
      for (int piece = 0; piece < pieces; piece++) {
        int to = channel * size + (row + piece) * width + column;
        VectorTranspose.fromLanes(sums, piece * count * LANES, together, lanes, y, to, size);
        for (int i = 0; i < lanes && finish != Finish.NONE; i++) {
          finish.apply(output + i, y, to + i * size, together);
        }
      }
    }

    /** Two rows of outputs below each other. */
    private void pair(int group, int block, int pair, int column, int to, int count) {
      LaneTiles tiles = column + PIECE <= width ? fullTiles : lastTiles;
      boolean two = block + 1 < blocks;
      int wAt = (group * blocks + block) * LaneSum.BLOCK * depth;
      int xAt = group * kernel.dim(1) * fields.channelSize() + pair * fields.pitch() + column;
      int both = (2 * PIECE + LaneTiles.LARGEST) * LANES;
      int crossed = both + (PIECE + LaneTiles.LARGEST) * LANES;
      int second = to + count * LANES;
      int[] targets = {to, both, crossed, second};
      int size = two ? LANES : LaneSum.BLOCK;
      for (int sum = 0; sum < RowPairs.SUMS; sum++) {
        tiles.sum(two, w, wAt + starts[sum] * size, field, xAt, taps[sum], sums, targets[sum]);
      }
      ChannelKernels.merge(sums, to, second, both, crossed, count * LANES);
    }
  }
}
