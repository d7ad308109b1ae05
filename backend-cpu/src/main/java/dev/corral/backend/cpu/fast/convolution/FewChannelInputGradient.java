package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The gradient of a convolution by its input where that has few channels: once these lie side by
 * side, all taps of a kernel's row lie in one run. To a row of the input, each position along the
 * output's rows adds such a run, summed over the rows of the kernel that meet it. So nothing is
 * computed of the zeros around the gradient. Bands of rows are shared out; the order of adding
 * depends on nothing but the shape.
 */
final class FewChannelInputGradient {
  private static final int LANES = ChannelKernels.LANES;

  /** Elements of a band, so that they stay in the first-level cache beside what is added. */
  private static final int BAND = 4096;

  /** Positions of a row whose products wait to be added. */
  private static final int PIECE = 60;

  /** How many times as much the sums at the elements of the input have to take. */
  private static final double WORTH = 1.5;

  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;

  /** Elements of a row of the band: those that some tap meets, and those of x. */
  private final int pitch;

  private final int bandRows;
  private final int bands;
  private final int blocks;

  /** From one position to the next in the band. */
  private final int step;

  /** Rows of the kernel in the order of their weights: those that meet the same row together. */
  private final int[] kernelRows;

  private final LaneTiles fullTiles = LaneTiles.of(PIECE);
  private final LaneTiles lastTiles;
  private final int lastPiece;

  /** Positions of a piece in an order in which neighbours do not add to the same elements. */
  private final int[] fullOrder;

  private final int[] lastOrder;

  /** The gradient of a convolution in one group. */
  FewChannelInputGradient(Machine machine, Shape x, Shape kernel, Shape y, Window window) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.window = window;
    int reach = (y.dim(3) - 1) * window.strideWidth() + window.kernelWidth();
    this.pitch = Math.max(reach, window.padding().left() + x.dim(3)) * x.dim(1);
    int wanted = 4 * machine.workers().threads();
    int byThreads = Math.max(1, x.dim(0) * x.dim(2) / wanted);
    this.bandRows = Math.max(1, Math.min(Math.min(BAND / pitch, byThreads), x.dim(2)));
    this.bands = (x.dim(2) + bandRows - 1) / bandRows;
    this.blocks = (run(kernel) + LANES - 1) / LANES;
    this.step = window.strideWidth() * x.dim(1);
    this.kernelRows =
        IntStream.range(0, kernel.dim(2))
            .boxed()
            .sorted(Comparator.comparing(this::phase))
            .mapToInt(u -> u)
            .toArray();
    this.lastPiece = (y.dim(3) - 1) / PIECE * PIECE;
    this.lastTiles = LaneTiles.of(y.dim(3) - lastPiece);
    this.fullOrder = order(PIECE);
    this.lastOrder = order(y.dim(3) - lastPiece);
  }

  /** Which rows of the input a row of the kernel meets. */
  private int phase(int u) {
    return u * window.dilationHeight() % window.strideHeight();
  }

  private int[] order(int positions) {
    int apart = (LANES + step - 1) / step;
    return IntStream.range(0, apart)
        .flatMap(first -> IntStream.iterate(first, i -> i < positions, i -> i + apart))
        .toArray();
  }

  /** Taps of a kernel's row, with all channels. */
  private static int run(Shape kernel) {
    return kernel.dim(1) * kernel.dim(3);
  }

  /**
   * Whether this takes fewer products than to sum at each element of the input: it does where many
   * of those meet zeros around the gradient, if the lanes are filled well.
   */
  static boolean suits(Shape x, Shape kernel, Shape y, Window window) {
    int run = run(kernel);
    int lanes = (run + LANES - 1) / LANES * LANES;
    double summed = (double) x.dim(2) * x.dim(3) / window.strideHeight() / window.strideWidth();
    double added = (double) y.dim(2) * y.dim(3);
    return window.dilationWidth() == 1
        && kernel.dim(1) < LANES
        && summed * run > WORTH * added * lanes;
  }

  /** Fills the result, given the gradient by the output and the kernel. */
  void run(float[] gradient, float[] weight, float[] result) {
    float[] w = machine.scratch().take((long) blocks * sizeOfBlock());
    layWeights(weight, w);
    int units = bands * x.dim(0);
    machine
        .workers()
        .split(
            units,
            1,
            (from, to) -> {
              Band band = new Band(from / x.dim(0));
              for (int unit = from; unit < to; unit++) {
                if (unit / x.dim(0) != band.index) {
                  band.close();
                  band = new Band(unit / x.dim(0));
                }
                band.run(unit % x.dim(0), gradient, w, result);
              }
              band.close();
            });
    machine.scratch().give(w);
  }

  /** Weights of a block of the taps of a row: for all rows and outputs. */
  private int sizeOfBlock() {
    return kernel.dim(2) * kernel.dim(0) * LANES;
  }

  /** Puts the taps of a row side by side: block after block of them, row after row, by outputs. */
  private void layWeights(float[] weight, float[] w) {
    int channels = kernel.dim(1);
    int outputs = kernel.dim(0);
    Arrays.fill(w, 0, blocks * sizeOfBlock(), 0);
    for (int row = 0; row < kernelRows.length; row++) {
      for (int k = 0; k < outputs; k++) {
        for (int c = 0; c < channels; c++) {
          int from = ((k * channels + c) * kernel.dim(2) + kernelRows[row]) * kernel.dim(3);
          int to = (row * outputs + k) * LANES;
          for (int v = 0; v < kernel.dim(3); v++) {
            int lane = v * channels + c;
            w[lane / LANES * sizeOfBlock() + to + lane % LANES] = weight[from + v];
          }
        }
      }
    }
  }

  /**
   * What is summed for a row of the input.
   *
   * @param kernelRow the first of the rows of the kernel that meet it, in the order of the weights
   * @param offsets of the elements of the gradient for each weight
   */
  private record Sum(int kernelRow, int[] offsets) {}

  private Sum sum(int row) {
    int first = 0;
    while (first < kernelRows.length && !meets(first, row)) {
      first++;
    }
    int end = first;
    while (end < kernelRows.length && meets(end, row)) {
      end++;
    }
    int outputs = kernel.dim(0);
    int[] offsets = new int[(end - first) * outputs];
    for (int u = first; u < end; u++) {
      for (int k = 0; k < outputs; k++) {
        int line = k * y.dim(2) + rowOfGradient(u, row);
        offsets[(u - first) * outputs + k] = line * y.dim(3);
      }
    }
    return new Sum(first, offsets);
  }

  private boolean meets(int u, int row) {
    int at = row + window.padding().top() - kernelRows[u] * window.dilationHeight();
    return at >= 0 && at % window.strideHeight() == 0 && rowOfGradient(u, row) < y.dim(2);
  }

  private int rowOfGradient(int u, int row) {
    int at = row + window.padding().top() - kernelRows[u] * window.dilationHeight();
    return at / window.strideHeight();
  }

  /** Some rows of the images, with their channels side by side; the work of one thread. */
  private final class Band {
    private final int index;
    private final int firstRow;
    private final Sum[] rows;
    private final float[] sums;
    private final float[] products;

    Band(int index) {
      this.index = index;
      this.firstRow = index * bandRows;
      this.rows =
          IntStream.range(firstRow, Math.min(firstRow + bandRows, x.dim(2)))
              .mapToObj(FewChannelInputGradient.this::sum)
              .toArray(Sum[]::new);
      this.sums = machine.scratch().take((long) rows.length * pitch + (long) blocks * LANES);
      this.products = machine.scratch().take((PIECE + LaneTiles.LARGEST) * (long) LANES);
    }

    void run(int image, float[] gradient, float[] w, float[] result) {
      Arrays.fill(sums, 0, rows.length * pitch, 0);
      int at = image * y.dim(1) * y.dim(2) * y.dim(3);
      for (int row = 0; row < rows.length; row++) {
        for (int piece = 0; piece < y.dim(3); piece += PIECE) {
          add(row, piece, gradient, at + piece, w);
        }
      }
      takeApart(image, result);
    }

    /** Adds to a row what some positions of the rows of the gradient contribute. */
    private void add(int row, int piece, float[] gradient, int at, float[] w) {
      Sum sum = rows[row];
      LaneTiles tiles = piece < lastPiece ? fullTiles : lastTiles;
      int[] order = piece < lastPiece ? fullOrder : lastOrder;
      for (int block = 0; block < blocks; block++) {
        int lanes = Math.min(LANES, FewChannelInputGradient.run(kernel) - block * LANES);
        int wAt = block * sizeOfBlock() + sum.kernelRow * kernel.dim(0) * LANES;
        tiles.sumTwoBlocks(w, wAt, gradient, at, sum.offsets, products, 0);
        int to = row * pitch + piece * step + block * LANES;
        ChannelKernels.addOverlapping(products, order, lanes, sums, to, step);
      }
    }

    private void takeApart(int image, float[] result) {
      int channels = x.dim(1);
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < rows.length; i++) {
          int to = ((image * channels + c) * x.dim(2) + firstRow + i) * x.dim(3);
          int from = i * pitch + window.padding().left() * channels + c;
          for (int j = 0; j < x.dim(3); j++) {
            result[to + j] = sums[from + j * channels];
          }
        }
      }
    }

    void close() {
      machine.scratch().give(products);
      machine.scratch().give(sums);
    }
  }
}
