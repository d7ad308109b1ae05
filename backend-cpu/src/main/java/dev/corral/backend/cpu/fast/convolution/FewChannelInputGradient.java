package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.OuterProducts;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * The gradient of a convolution by its input where that has few channels: once these lie side by
 * side, all taps of a kernel's row lie in one run, to which each position of the output adds a
 * product of its gradient with the weights. So nothing is computed of the zeros around the
 * gradient. Bands of rows are shared out; the order of adding depends on nothing but the shape.
 */
final class FewChannelInputGradient {
  private static final int LANES = ChannelKernels.LANES;

  /** Elements of a band, so that they stay in the first-level cache beside what is added. */
  private static final int BAND = 4096;

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

  /** From one channel of the gradient to the next. */
  private final int[] steps;

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
    this.steps = new int[y.dim(1)];
    Arrays.setAll(steps, k -> k * y.dim(2) * y.dim(3));
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
    float[] w = machine.scratch().take((long) kernel.dim(2) * blocks * kernel.dim(0) * LANES);
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

  /** Puts the taps of a row side by side: a panel for each row of the kernel and block of them. */
  private void layWeights(float[] weight, float[] w) {
    int channels = kernel.dim(1);
    int outputs = kernel.dim(0);
    Arrays.fill(w, 0, kernel.dim(2) * blocks * outputs * LANES, 0);
    int from = 0;
    for (int k = 0; k < outputs; k++) {
      for (int c = 0; c < channels; c++) {
        for (int u = 0; u < kernel.dim(2); u++) {
          for (int v = 0; v < kernel.dim(3); v++) {
            int lane = v * channels + c;
            int panel = u * blocks + lane / LANES;
            w[(panel * outputs + k) * LANES + lane % LANES] = weight[from++];
          }
        }
      }
    }
  }

  /** Some rows of the images, with their channels side by side; the work of one thread. */
  private final class Band {
    private final int index;
    private final int firstRow;
    private final int rows;
    private final float[] sums;
    private final float[] products = machine.scratch().take(OuterProducts.ROOM);

    /** For each row of the kernel, where in the gradient and the band its positions are. */
    private final int[][] sources;

    private final int[][] targets;

    Band(int index) {
      this.index = index;
      this.firstRow = index * bandRows;
      this.rows = Math.min(bandRows, x.dim(2) - firstRow);
      this.sums = machine.scratch().take((long) rows * pitch + (blocks + 1L) * LANES);
      this.sources = new int[kernel.dim(2)][];
      this.targets = new int[kernel.dim(2)][];
      for (int u = 0; u < kernel.dim(2); u++) {
        locate(u);
      }
    }

    /**
     * Positions in an order in which the next few do not add to the same elements. They are filled
     * up with such as add to nothing that is of use.
     */
    private void locate(int u) {
      int stride = window.strideHeight();
      int before = firstRow + window.padding().top() - u * window.dilationHeight();
      int first = Math.max(0, Math.floorDiv(before + stride - 1, stride));
      int end = Math.min(y.dim(2), Math.floorDiv(before + rows + stride - 1, stride));
      int count = Math.max(0, end - first) * y.dim(3);
      int whole = (count + Kernels.OUTER_ROWS - 1) / Kernels.OUTER_ROWS * Kernels.OUTER_ROWS;
      int step = window.strideWidth() * x.dim(1);
      int apart = (blocks * LANES + step - 1) / step;
      int[] source = new int[whole];
      int[] target = new int[whole];
      int filled = 0;
      for (int column = 0; column < Math.min(apart, y.dim(3)); column++) {
        for (int i = first; i < end; i++) {
          for (int j = column; j < y.dim(3); j += apart) {
            source[filled] = i * y.dim(3) + j;
            target[filled++] = (i * stride - before) * pitch + j * step;
          }
        }
      }
      Arrays.fill(target, count, whole, rows * pitch);
      sources[u] = source;
      targets[u] = target;
    }

    void run(int image, float[] gradient, float[] w, float[] result) {
      Arrays.fill(sums, 0, rows * pitch, 0);
      int at = image * y.dim(1) * y.dim(2) * y.dim(3);
      for (int u = 0; u < kernel.dim(2); u++) {
        for (int block = 0; block < blocks; block++) {
          int lanes = Math.min(LANES, FewChannelInputGradient.run(kernel) - block * LANES);
          int panel = (u * blocks + block) * kernel.dim(0) * LANES;
          int to = block * LANES;
          OuterProducts.addToRuns(
              gradient, at, sources[u], steps, w, panel, lanes, products, sums, to, targets[u]);
        }
      }
      takeApart(image, result);
    }

    private void takeApart(int image, float[] result) {
      int channels = x.dim(1);
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < rows; i++) {
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
