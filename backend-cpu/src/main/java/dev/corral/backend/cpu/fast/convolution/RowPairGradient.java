package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The gradient by the kernel, by {@link RowPairs} the other way round: products with the gradients
 * of two rows of outputs, with their sum and with their difference are each added up over all
 * pairs, and then put together for the taps. Parts of the bands are shared out; their sums are
 * added in a fixed order. Outputs lie in the lanes, as in {@link KernelGradient}.
 */
final class RowPairGradient {
  private static final int LANES = ChannelKernels.LANES;

  /** Positions that are summed over at once: half the first-level cache holds a panel of them. */
  private static final int CHUNK = 128;

  private static final int MOST_PRODUCTS = 768;

  /** Parts a thread. */
  private static final int PARTS = 2;

  private final Machine machine;
  private final Kernels kernels;
  private final RowPairs pairs;
  private final RowPairFields fields;
  private final Shape kernel;
  private final Shape y;
  private final int groups;
  private final int outputs;
  private final int panels;
  private final int[][] offsets = new int[RowPairs.SUMS][];

  /** Where the products of each sum begin, and the end. */
  private final int[] starts = new int[RowPairs.SUMS + 1];

  RowPairGradient(Machine machine, Shape x, Shape kernel, Shape y, Window window, int groups) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.pairs = new RowPairs(window);
    this.fields = new RowPairFields(machine, x, y, window);
    this.kernel = kernel;
    this.y = y;
    this.groups = groups;
    this.outputs = y.dim(1) / groups;
    this.panels = (outputs + LANES - 1) / LANES;
    for (int sum = 0; sum < RowPairs.SUMS; sum++) {
      offsets[sum] = pairs.offsets(sum, kernel.dim(1), fields);
      int rows = (offsets[sum].length + Kernels.OUTER_ROWS - 1) / Kernels.OUTER_ROWS;
      starts[sum + 1] = starts[sum] + rows * Kernels.OUTER_ROWS;
    }
  }

  /** Whether the sums of a panel stay near. */
  static boolean suits(Window window, int inputs) {
    return (long) new RowPairs(window).products() * inputs <= MOST_PRODUCTS;
  }

  private int panelSize() {
    return starts[RowPairs.SUMS] * LANES;
  }

  /** dk = the gradient by the kernel, given the input and the gradient by the output. */
  void run(float[] input, float[] dy, float[] result) {
    int bands = fields.bands();
    int parts = Math.min(bands, PARTS * machine.workers().threads());
    int size = groups * panels * panelSize();
    float[] sums = machine.scratch().take((long) parts * size);
    machine
        .workers()
        .run(
            parts,
            part -> {
              Arrays.fill(sums, part * size, (part + 1) * size, 0);
              int end = Workers.share(bands, part + 1, parts);
              for (int band = Workers.share(bands, part, parts); band < end; band++) {
                float[] field = fields.of(input, band);
                new Band(band, field, dy, sums, part * size).run();
                machine.scratch().give(field);
              }
            });
    machine
        .workers()
        .run(
            groups * panels,
            panel -> collect(sums, panel * panelSize(), parts, size, panel, result));
    machine.scratch().give(sums);
  }

  /** Adds the parts of a panel and puts its sums together. */
  private void collect(float[] sums, int at, int parts, int size, int panel, float[] result) {
    for (int part = 1; part < parts; part++) {
      ChannelKernels.add(1, sums, at + part * size, sums, at, panelSize());
    }
    int taps = kernel.dim(1) * kernel.dim(2) * kernel.dim(3);
    float[] lanes = machine.scratch().take((long) taps * LANES);
    Arrays.fill(lanes, 0, taps * LANES, 0);
    for (int sum = 0; sum < RowPairs.SUMS; sum++) {
      for (int product = 0; product < offsets[sum].length; product++) {
        int from = at + (starts[sum] + product) * LANES;
        pairs.addGradient(sum, product, sums, from, LANES, lanes, 0);
      }
    }
    int firstRow = panel % panels * LANES;
    int rows = Math.min(LANES, outputs - firstRow);
    int to = (panel / panels * outputs + firstRow) * taps;
    kernels.separate(lanes, 0, taps, rows, result, to, taps);
    machine.scratch().give(lanes);
  }

  /** Some pairs of rows of an image. */
  private final class Band {
    private final int image;
    private final int first;
    private final int positions;
    private final float[] field;
    private final float[] dy;
    private final float[] sums;
    private final int at;
    private final Runs runs = new Runs(y.dim(3), fields.pitch());

    Band(int band, float[] field, float[] dy, float[] sums, int at) {
      this.image = fields.image(band);
      this.first = fields.firstPair(band);
      this.positions = fields.pairs(band) * y.dim(3);
      this.field = field;
      this.dy = dy;
      this.sums = sums;
      this.at = at;
    }

    void run() {
      Kernels.Panel[] laid =
          IntStream.range(0, RowPairs.SUMS)
              .mapToObj(sum -> machine.panels().take())
              .toArray(Kernels.Panel[]::new);
      int line = y.dim(3) < CHUNK ? positions : y.dim(3);
      int pieces = (line + CHUNK - 1) / CHUNK;
      int chunk = (line + pieces - 1) / pieces;
      for (int panel = 0; panel < groups * panels; panel++) {
        for (int start = 0; start < positions; start += line) {
          for (int piece = 0; piece < line; piece += chunk) {
            int count = Math.min(chunk, line - piece);
            add(panel, start + piece, count, laid);
          }
        }
      }
      for (Kernels.Panel panel : laid) {
        machine.panels().give(panel);
      }
    }

    /** Adds products of some positions to those of a panel. */
    private void add(int panel, int position, int count, Kernels.Panel[] laid) {
      int firstRow = panel % panels * LANES;
      int rows = Math.min(LANES, outputs - firstRow);
      int channel = image * y.dim(1) + panel / panels * outputs + firstRow;
      lay(channel, rows, position, count, laid[RowPairs.FIRST], 0);
      lay(channel, rows, position, count, laid[RowPairs.SECOND], 1);
      ChannelKernels.sumAndDifference(
          laid[RowPairs.FIRST],
          laid[RowPairs.SECOND],
          laid[RowPairs.BOTH],
          laid[RowPairs.CROSSED],
          count);
      runs.locate(position, count);
      int group = panel / panels * kernel.dim(1) * fields.channelSize();
      for (int sum = 0; sum < RowPairs.SUMS; sum++) {
        int to = at + panel * panelSize() + starts[sum] * LANES;
        int products = offsets[sum].length;
        kernels.addOuterProducts(
            field, group, offsets[sum], 0, products, runs, laid[sum], rows, sums, to);
      }
    }

    /** Lays the first or the second rows of some pairs side by side; zeros after the last row. */
    private void lay(
        int channel, int rows, int position, int count, Kernels.Panel panel, int second) {
      int size = y.dim(2) * y.dim(3);
      for (int done = 0; done < count; ) {
        int row = 2 * (first + (position + done) / y.dim(3)) + second;
        int column = (position + done) % y.dim(3);
        int length = Math.min(count - done, y.dim(3) - column);
        if (row < y.dim(2)) {
          int from = channel * size + row * y.dim(3) + column;
          kernels.transpose(dy, from, size, length, rows, panel, done);
        } else {
          ChannelKernels.clear(panel, done, length);
        }
        done += length;
      }
    }
  }
}
