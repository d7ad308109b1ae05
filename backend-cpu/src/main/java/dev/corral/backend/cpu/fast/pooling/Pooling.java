package dev.corral.backend.cpu.fast.pooling;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * Pooling of images and its gradients, channel by channel in parallel, a row of outputs at a time:
 * the rows of the windows are folded into one, whose elements are then folded tap by tap.
 */
public final class Pooling {
  /** Elements of images that are worth a task. */
  private static final int GRAIN = 8192;

  private final Machine machine;
  private final Kernels kernels;
  private final Window window;
  private final Pool2dOptions options;
  private final int channels;
  private final int height;
  private final int width;
  private final int outputHeight;
  private final int outputWidth;

  /** Pooling of images of a shape. */
  public Pooling(Machine machine, Shape x, Pool2dOptions options) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.options = options;
    this.window = options.window();
    Shape y = options.outputShape(x);
    this.channels = x.dim(0) * x.dim(1);
    this.height = x.dim(2);
    this.width = x.dim(3);
    this.outputHeight = y.dim(2);
    this.outputWidth = y.dim(3);
  }

  /** Works on the outputs of a row, given the channel's image and the first of them. */
  private interface Step {
    void run(Line line, Line sums, float[] room, int image, int row, int output);
  }

  /**
   * Runs a step for each row of outputs.
   *
   * @param padding around the first line that it is given
   * @param room elements of working memory that it is given, and with them another line
   */
  private void forEachRow(float padding, long room, Step step) {
    machine
        .workers()
        .split(
            channels,
            1 + GRAIN / Math.max(1, height * width),
            (from, to) -> {
              Line line = new Line(machine, window, width, outputWidth);
              Line sums = room > 0 ? new Line(machine, window, width, outputWidth) : line;
              float[] memory = machine.scratch().take(room);
              line.fill(padding);
              for (int channel = from; channel < to; channel++) {
                for (int row = 0; row < outputHeight; row++) {
                  int output = (channel * outputHeight + row) * outputWidth;
                  step.run(line, sums, memory, channel * height * width, row, output);
                }
              }
              line.giveBack();
              if (sums != line) {
                sums.giveBack();
              }
              machine.scratch().give(memory);
            });
  }

  /** The first row of the image that the windows of a row of outputs meet. */
  private int firstRow(int row) {
    int start = row * window.strideHeight() - window.padding().top();
    return start < 0 ? Math.floorMod(start, window.dilationHeight()) : start;
  }

  /** One after the last row that they meet. */
  private int lastRow(int row) {
    int start = row * window.strideHeight() - window.padding().top();
    return (int) Math.min(height, start + window.reachHeight());
  }

  /** y = the largest elements of the windows of x. */
  public void max(float[] x, float[] y) {
    Fold fold = maximum();
    forEachRow(
        fold.empty(),
        0,
        (line, sums, room, image, row, output) -> {
          gather(x, image, row, line, fold);
          fold(line, fold, y, output);
        });
  }

  /** y = the means of the windows of x. */
  public void average(float[] x, float[] y) {
    float[] counts = counts();
    Fold fold = sum();
    forEachRow(
        fold.empty(),
        0,
        (line, sums, room, image, row, output) -> {
          gather(x, image, row, line, fold);
          fold(line, fold, y, output);
          int rows = rows(row);
          for (int j = 0; j < outputWidth; j++) {
            y[output + j] /= rows * counts[j];
          }
        });
  }

  /** Folds neighbouring elements of an array into those of another. */
  private interface Into {
    void into(float[] y, int to, float[] x, int at, int count);
  }

  /** Folds neighbouring elements into one. */
  private interface Whole {
    float of(float[] x, int at, int count);
  }

  /** How elements are folded. */
  private record Fold(float empty, Into into, Whole whole) {}

  private Fold maximum() {
    return new Fold(Float.NEGATIVE_INFINITY, kernels::maxInto, kernels::max);
  }

  private Fold sum() {
    return new Fold(0, kernels::sumInto, kernels::sum);
  }

  /** Folds the rows of windows into one. */
  private void gather(float[] x, int image, int row, Line line, Fold fold) {
    int first = firstRow(row);
    int last = lastRow(row);
    if (first >= last) {
      Arrays.fill(line.row(), line.left(), line.left() + width, fold.empty());
    } else {
      System.arraycopy(x, image + first * width, line.row(), line.left(), width);
    }
    for (int i = first + window.dilationHeight(); i < last; i += window.dilationHeight()) {
      fold.into().into(line.row(), line.left(), x, image + i * width, width);
    }
    line.apart();
  }

  private void fold(Line line, Fold fold, float[] y, int output) {
    if (outputWidth == 1 && window.dilationWidth() == 1) {
      y[output] = fold.whole().of(line.row(), 0, window.kernelWidth());
      return;
    }
    System.arraycopy(line.phases(), line.tap(0), y, output, outputWidth);
    for (int v = 1; v < window.kernelWidth(); v++) {
      fold.into().into(y, output, line.phases(), line.tap(v), outputWidth);
    }
  }

  /** dx = the gradient by x of the largest elements, y; those that tie share it. */
  public void maxGradient(float[] x, float[] y, float[] dy, float[] dx) {
    Arrays.fill(dx, 0, channels * height * width, 0);
    SharedGradient shared = new SharedGradient(kernels, window, width, outputWidth);
    forEachRow(
        Float.NaN,
        shared.room(),
        (line, sums, room, image, row, output) ->
            shared.add(
                new SharedGradient.Row(x, y, dy, dx, image, firstRow(row), lastRow(row), output),
                line,
                sums,
                room));
  }

  /** dx = the gradient by x of the means. */
  public void averageGradient(float[] dy, float[] dx) {
    Arrays.fill(dx, 0, channels * height * width, 0);
    float[] counts = counts();
    forEachRow(
        0,
        outputWidth,
        (line, sums, shares, image, row, output) -> {
          int rows = rows(row);
          for (int j = 0; j < outputWidth; j++) {
            shares[j] = dy[output + j] / (rows * counts[j]);
          }
          sums.clear();
          for (int v = 0; v < window.kernelWidth(); v++) {
            kernels.sumInto(sums.phases(), sums.tap(v), shares, 0, outputWidth);
          }
          sums.together();
          int last = lastRow(row);
          for (int i = firstRow(row); i < last; i += window.dilationHeight()) {
            kernels.sumInto(dx, image + i * width, sums.row(), sums.left(), width);
          }
        });
  }

  /** How many rows of a window a mean is taken over. */
  private int rows(int row) {
    int start = row * window.strideHeight() - window.padding().top();
    int end = (int) Math.min(height + window.padding().bottom(), start + window.reachHeight());
    return options.countIncludePad()
        ? steps(start, end, window.dilationHeight())
        : steps(firstRow(row), lastRow(row), window.dilationHeight());
  }

  /** The same for the columns of each window of a row. */
  private float[] counts() {
    float[] counts = new float[outputWidth];
    int d = window.dilationWidth();
    for (int j = 0; j < outputWidth; j++) {
      int start = j * window.strideWidth() - window.padding().left();
      boolean padding = options.countIncludePad();
      int begin = padding || start >= 0 ? start : Math.floorMod(start, d);
      int limit = padding ? width + window.padding().right() : width;
      counts[j] = steps(begin, (int) Math.min(limit, start + window.reachWidth()), d);
    }
    return counts;
  }

  private static int steps(int from, int to, int step) {
    return Math.max(0, (to - from + step - 1) / step);
  }
}
