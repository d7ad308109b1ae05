package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.OuterProducts;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * The gradient of a convolution by its kernel where the outputs are fewer than would fill the
 * lanes: those hold the taps of a row of the kernel instead, which lie in one run once the channels
 * of the input lie side by side. So an element of the gradient by the output is loaded once for two
 * vectors of taps. Bands of images are shared out; their sums are added in a fixed order.
 */
final class FewOutputKernelGradient {
  private static final int LANES = ChannelKernels.LANES;

  /** Elements of a band of the input, which stay in the first-level cache. */
  private static final int BAND = 4096;

  /** Parts a thread. */
  private static final int PARTS = 4;

  /** What a product costs where each load meets one vector: 1 where it meets two. */
  private static final double NARROW = 1.5;

  /** Products in the time of putting an element of the input beside others. */
  private static final int PLACING = 24;

  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;

  /** Elements of a row of the input that taps meet, with all channels. */
  private final int pitch;

  /** Rows of the output of a band, and bands of an image. */
  private final int rows;

  private final int bands;

  /** Vectors of taps of a row of the kernel, two by two. */
  private final int blocks;

  /** Outputs, filled up to whole tiles. */
  private final int outputs;

  /** From one channel of the gradient to the next. */
  private final int[] channels;

  /** Where in a band the elements of each position begin. */
  private final int[] positions;

  /** The gradient of a convolution in one group. */
  FewOutputKernelGradient(Machine machine, Shape x, Shape kernel, Shape y, Window window) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.window = window;
    int reach = (y.dim(3) - 1) * window.strideWidth() + window.kernelWidth();
    this.pitch = reach * x.dim(1);
    int halo = (kernel.dim(2) - 1) * window.dilationHeight() + 1;
    int fitting = (BAND / pitch - halo) / window.strideHeight() + 1;
    this.rows = Math.max(1, Math.min(fitting, y.dim(2)));
    this.bands = (y.dim(2) + rows - 1) / rows;
    this.blocks = (run(kernel) + LANES - 1) / LANES;
    this.outputs = whole(kernel);
    this.channels = new int[kernel.dim(0)];
    Arrays.setAll(channels, k -> k * y.dim(2) * y.dim(3));
    this.positions = new int[rows * y.dim(3)];
    Arrays.setAll(
        positions,
        i ->
            i / y.dim(3) * window.strideHeight() * pitch
                + i % y.dim(3) * window.strideWidth() * x.dim(1));
  }

  private static int whole(Shape kernel) {
    return (kernel.dim(0) + Kernels.OUTER_ROWS - 1) / Kernels.OUTER_ROWS * Kernels.OUTER_ROWS;
  }

  /** Taps of a kernel's row, with all channels. */
  private static int run(Shape kernel) {
    return kernel.dim(1) * kernel.dim(3);
  }

  /** Whether this takes less time than products with one vector of outputs. */
  static boolean suits(Shape kernel, Window window) {
    int lanes = (run(kernel) + LANES - 1) / LANES * LANES;
    int placed = kernel.dim(1) * window.strideHeight() * window.strideWidth();
    int products = kernel.dim(2) * lanes * whole(kernel);
    return OuterProducts.WIDE
        && window.dilationWidth() == 1
        && kernel.dim(0) <= LaneSum.BLOCK
        && products + PLACING * placed < NARROW * run(kernel) * kernel.dim(2) * LaneSum.BLOCK;
  }

  private int sizeOfSums() {
    return kernel.dim(2) * blocks * outputs * LANES;
  }

  /** Fills the result, given the input and the gradient by the output. */
  void run(float[] input, float[] gradient, float[] result) {
    int units = x.dim(0) * bands;
    int parts = Math.min(units, PARTS * machine.workers().threads());
    float[] sums = machine.scratch().take((long) parts * sizeOfSums());
    machine
        .workers()
        .run(
            parts,
            part -> {
              int at = part * sizeOfSums();
              Arrays.fill(sums, at, at + sizeOfSums(), 0);
              int lines = (rows - 1) * window.strideHeight() + 1;
              int halo = (kernel.dim(2) - 1) * window.dilationHeight();
              float[] band = machine.scratch().take((lines + halo) * (long) pitch + LANES);
              int end = Workers.share(units, part + 1, parts);
              for (int unit = Workers.share(units, part, parts); unit < end; unit++) {
                int first = unit % bands * rows;
                place(input, unit / bands, first * window.strideHeight(), lines + halo, band);
                add(gradient, unit / bands, first, band, sums, at);
              }
              machine.scratch().give(band);
            });
    for (int part = 1; part < parts; part++) {
      ChannelKernels.add(1, sums, part * sizeOfSums(), sums, 0, sizeOfSums());
    }
    collect(sums, result);
    machine.scratch().give(sums);
  }

  /** Puts the channels of some rows side by side, with zeros around. */
  private void place(float[] input, int image, int firstLine, int lines, float[] band) {
    int count = x.dim(1);
    int left = window.padding().left();
    int begin = Math.max(0, left);
    int end = Math.min(pitch / count, left + x.dim(3));
    for (int line = 0; line < lines; line++) {
      int row = firstLine + line - window.padding().top();
      int to = line * pitch;
      if (row < 0 || row >= x.dim(2) || begin >= end) {
        Arrays.fill(band, to, to + pitch, 0);
        continue;
      }
      Arrays.fill(band, to, to + begin * count, 0);
      for (int c = 0; c < count; c++) {
        int from = ((image * count + c) * x.dim(2) + row) * x.dim(3) - left;
        for (int j = begin; j < end; j++) {
          band[to + j * count + c] = input[from + j];
        }
      }
      Arrays.fill(band, to + end * count, to + pitch, 0);
    }
  }

  /** Adds the products of a band. */
  private void add(float[] gradient, int image, int firstRow, float[] band, float[] sums, int to) {
    int at = (image * y.dim(1) * y.dim(2) + firstRow) * y.dim(3);
    int count = Math.min(rows, y.dim(2) - firstRow) * y.dim(3);
    for (int u = 0; u < kernel.dim(2); u++) {
      for (int block = 0; block < blocks; block++) {
        int first = u * window.dilationHeight() * pitch + block * LANES;
        int sum = to + (u * blocks + block) * outputs * LANES;
        OuterProducts.addRun(gradient, at, channels, count, band, first, positions, sums, sum);
      }
    }
  }

  /** Puts the sums where their taps belong. */
  private void collect(float[] sums, float[] result) {
    int to = 0;
    for (int k = 0; k < kernel.dim(0); k++) {
      for (int c = 0; c < kernel.dim(1); c++) {
        for (int u = 0; u < kernel.dim(2); u++) {
          for (int v = 0; v < kernel.dim(3); v++) {
            int tap = v * kernel.dim(1) + c;
            int row = (u * blocks + tap / LANES) * outputs + k;
            result[to++] = sums[row * LANES + tap % LANES];
          }
        }
      }
    }
  }
}
