package dev.corral.backend.cpu.fast;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * The gradient of a convolution by its kernel where the input has few channels: once these lie side
 * by side, all taps of a kernel's row lie in one run, which vectors read as it is. So the gradient
 * is, for each row of the kernel, a product of two matrices of which neither is gathered. The order
 * of adding depends on nothing but the shape.
 */
final class FewChannelGradient {
  private static final int LANES = ChannelKernels.LANES;

  /** Positions at a time: what is read of both factors fits the first-level cache. */
  private static final int DEPTH = 128;

  /** Elements of both factors, laid out anew, unless a single image has more. */
  private static final int MOST_AT_ONCE = 1 << 19;

  /** Which part of the lanes has to be of use. */
  private static final double FILLED = 0.75;

  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;
  private final int height;
  private final int width;
  private final int blocks;
  private final int panels;
  private final int imagesAtOnce;

  /**
   * The gradient of a convolution in one group.
   *
   * @param x the input's shape
   * @param kernel the kernel's
   * @param y the output's
   */
  FewChannelGradient(Machine machine, Shape x, Shape kernel, Shape y, Window window) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.window = window;
    this.height =
        (y.dim(2) - 1) * window.strideHeight()
            + (window.kernelHeight() - 1) * window.dilationHeight()
            + 1;
    this.width = (y.dim(3) - 1) * window.strideWidth() + window.kernelWidth();
    this.blocks = (run(kernel) + LANES - 1) / LANES;
    this.panels = (kernel.dim(0) + LANES - 1) / LANES;
    int ofImage = height * width * x.dim(1) + y.dim(2) * y.dim(3) * panels * LANES;
    int chunks = 1 + (int) ((long) ofImage * x.dim(0) / MOST_AT_ONCE);
    this.imagesAtOnce = (x.dim(0) + chunks - 1) / chunks;
  }

  /** Taps of a kernel's row, with all channels. */
  private static int run(Shape kernel) {
    return kernel.dim(1) * kernel.dim(3);
  }

  /** Whether such a gradient fills vectors well. */
  static boolean suits(Shape kernel, Window window) {
    int run = run(kernel);
    int lanes = (run + LANES - 1) / LANES * LANES;
    return window.dilationWidth() == 1
        && kernel.dim(1) > 1
        && kernel.dim(1) < LANES
        && run >= FILLED * lanes;
  }

  /** Fills the result, given the input and the gradient by the output. */
  void run(float[] input, float[] gradient, float[] result) {
    int positions = y.dim(2) * y.dim(3);
    float[] b = machine.scratch().take((long) imagesAtOnce * height * width * x.dim(1));
    float[] a = machine.scratch().take((long) imagesAtOnce * positions * panels * LANES);
    float[] m = machine.scratch().take((long) kernel.dim(2) * blocks * rows() * LANES);
    int[] offsets = new int[imagesAtOnce * positions];
    Arrays.setAll(offsets, this::offset);
    for (int first = 0; first < x.dim(0); first += imagesAtOnce) {
      int image = first;
      int images = Math.min(imagesAtOnce, x.dim(0) - first);
      machine
          .workers()
          .split(
              images * (height + y.dim(2)),
              1,
              (from, to) -> {
                for (int row = from; row < to; row++) {
                  if (row < images * height) {
                    layInput(input, image, row, b);
                  } else {
                    layGradient(gradient, image, row - images * height, images * positions, a);
                  }
                }
              });
      multiply(a, b, offsets, images * positions, m, first > 0);
    }
    machine.scratch().give(a);
    machine.scratch().give(b);
    collect(m, result);
    machine.scratch().give(m);
  }

  /** Rows of each product. */
  private int rows() {
    return (kernel.dim(0) + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS;
  }

  /** Where the run of a position's first row of taps begins. */
  private int offset(int position) {
    int line = position / y.dim(3);
    int row = line / y.dim(2) * height + line % y.dim(2) * window.strideHeight();
    return (row * width + position % y.dim(3) * window.strideWidth()) * x.dim(1);
  }

  /** Puts the channels of one padded row of the images side by side. */
  private void layInput(float[] input, int firstImage, int row, float[] b) {
    int channels = x.dim(1);
    int to = row * width * channels;
    Arrays.fill(b, to, to + width * channels, 0);
    int source = row % height - window.padding().top();
    if (source < 0 || source >= x.dim(2)) {
      return;
    }
    int left = window.padding().left();
    int end = Math.min(width, x.dim(3) + left);
    for (int c = 0; c < channels; c++) {
      int channel = (firstImage + row / height) * channels + c;
      int at = (channel * x.dim(2) + source) * x.dim(3) - left;
      for (int j = Math.max(0, left); j < end; j++) {
        b[to + j * channels + c] = input[at + j];
      }
    }
  }

  /** The same for a row of the gradient, whose channels lie in panels. */
  private void layGradient(float[] gradient, int firstImage, int row, int depth, float[] a) {
    int wide = y.dim(3);
    for (int k = 0; k < kernel.dim(0); k++) {
      int channel = (firstImage + row / y.dim(2)) * kernel.dim(0) + k;
      int at = (channel * y.dim(2) + row % y.dim(2)) * wide;
      int to = (k / LANES * depth + row * wide) * LANES + k % LANES;
      for (int j = 0; j < wide; j++) {
        a[to + j * LANES] = gradient[at + j];
      }
    }
  }

  private void multiply(float[] a, float[] b, int[] offsets, int depth, float[] m, boolean add) {
    int products = kernel.dim(2) * blocks;
    int quads = rows() / Kernels.ROWS;
    int wanted = 4 * machine.workers().threads();
    int parts = Math.min(quads, (wanted + products - 1) / products);
    machine
        .workers()
        .run(
            products * parts,
            task -> {
              int product = task / parts;
              int from = Workers.share(quads, task % parts, parts) * Kernels.ROWS;
              int to = Workers.share(quads, task % parts + 1, parts) * Kernels.ROWS;
              for (int t = 0; t < depth; t += DEPTH) {
                int count = Math.min(DEPTH, depth - t);
                for (int k = from; k < to; k += Kernels.ROWS) {
                  int at = (k / LANES * depth + t) * LANES + k % LANES;
                  multiply(a, at, b, offsets, t, count, m, product, k, add || t > 0);
                }
              }
            });
  }

  private void multiply(
      float[] a,
      int at,
      float[] b,
      int[] offsets,
      int from,
      int count,
      float[] m,
      int product,
      int k,
      boolean add) {
    int row = product / blocks * window.dilationHeight();
    int to = (product * rows() + k) * LANES;
    ChannelKernels.multiplyRuns(
        a,
        at,
        b,
        row * width * x.dim(1) + product % blocks * LANES,
        offsets,
        from,
        count,
        add,
        m,
        to);
  }

  private void collect(float[] m, float[] result) {
    int channels = x.dim(1);
    for (int i = 0; i < kernel.size(); i++) {
      int lane = i % kernel.dim(3) * channels + i / (kernel.dim(2) * kernel.dim(3)) % channels;
      int product = i / kernel.dim(3) % kernel.dim(2) * blocks + lane / LANES;
      int k = i / (channels * kernel.dim(2) * kernel.dim(3));
      result[i] = m[(product * rows() + k) * LANES + lane % LANES];
    }
  }
}
