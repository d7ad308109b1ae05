package dev.corral.backend.cpu.fast;

import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;

/** Pooling of images and its gradients, channel by channel in parallel. */
final class Pooling {
  private final Workers workers;
  private final Window window;
  private final Pool2dOptions options;
  private final int channels;
  private final int height;
  private final int width;
  private final int outputHeight;
  private final int outputWidth;

  /** Pooling of images of a shape. */
  Pooling(Workers workers, Shape x, Pool2dOptions options) {
    this.workers = workers;
    this.options = options;
    this.window = options.window();
    Shape y = options.outputShape(x);
    this.channels = x.dim(0) * x.dim(1);
    this.height = x.dim(2);
    this.width = x.dim(3);
    this.outputHeight = y.dim(2);
    this.outputWidth = y.dim(3);
  }

  /** The part of a window that lies in the image: every dilation-th row and column of it. */
  private static final class Part {
    int fromRow;
    int toRow;
    int fromColumn;
    int toColumn;
  }

  private interface Step {
    /** Works on the output at {@code to}, of the channel that begins at {@code at}. */
    void run(Part part, int at, int to);
  }

  private void forEach(boolean clears, float[] cleared, Step step) {
    int size = outputHeight * outputWidth;
    workers.split(
        channels,
        1 + 8192 / Math.max(1, height * width),
        (from, to) -> {
          Part part = new Part();
          for (int channel = from; channel < to; channel++) {
            int at = channel * height * width;
            if (clears) {
              Arrays.fill(cleared, at, at + height * width, 0);
            }
            for (int i = 0; i < outputHeight; i++) {
              rows(part, i);
              for (int j = 0; j < outputWidth; j++) {
                columns(part, j);
                step.run(part, at, channel * size + i * outputWidth + j);
              }
            }
          }
        });
  }

  private void rows(Part part, int i) {
    int start = i * window.strideHeight() - window.padding().top();
    int d = window.dilationHeight();
    part.fromRow = start < 0 ? Math.floorMod(start, d) : start;
    part.toRow = (int) Math.min(height, start + window.reachHeight());
  }

  private void columns(Part part, int j) {
    int start = j * window.strideWidth() - window.padding().left();
    int d = window.dilationWidth();
    part.fromColumn = start < 0 ? Math.floorMod(start, d) : start;
    part.toColumn = (int) Math.min(width, start + window.reachWidth());
  }

  void max(float[] x, float[] y) {
    forEach(
        false,
        y,
        (part, at, to) -> {
          float largest = Float.NEGATIVE_INFINITY;
          for (int i = part.fromRow; i < part.toRow; i += window.dilationHeight()) {
            for (int j = part.fromColumn; j < part.toColumn; j += window.dilationWidth()) {
              largest = Math.max(largest, x[at + i * width + j]);
            }
          }
          y[to] = largest;
        });
  }

  /** dx = the gradient by x; elements that tie share it. NaN always is the largest. */
  void maxGradient(float[] x, float[] y, float[] dy, float[] dx) {
    forEach(
        true,
        dx,
        (part, at, to) -> {
          int ties = 0;
          for (int i = part.fromRow; i < part.toRow; i += window.dilationHeight()) {
            for (int j = part.fromColumn; j < part.toColumn; j += window.dilationWidth()) {
              ties += wins(x[at + i * width + j], y[to]) ? 1 : 0;
            }
          }
          float share = dy[to] / ties;
          for (int i = part.fromRow; i < part.toRow; i += window.dilationHeight()) {
            for (int j = part.fromColumn; j < part.toColumn; j += window.dilationWidth()) {
              if (wins(x[at + i * width + j], y[to])) {
                dx[at + i * width + j] += share;
              }
            }
          }
        });
  }

  private static boolean wins(float element, float largest) {
    return element == largest || Float.isNaN(element);
  }

  void average(float[] x, float[] y) {
    forEach(
        false,
        y,
        (part, at, to) -> {
          float sum = 0;
          for (int i = part.fromRow; i < part.toRow; i += window.dilationHeight()) {
            for (int j = part.fromColumn; j < part.toColumn; j += window.dilationWidth()) {
              sum += x[at + i * width + j];
            }
          }
          y[to] = sum / counted(part, to);
        });
  }

  /** dx = the gradient by x. */
  void averageGradient(float[] dy, float[] dx) {
    forEach(
        true,
        dx,
        (part, at, to) -> {
          float share = dy[to] / counted(part, to);
          for (int i = part.fromRow; i < part.toRow; i += window.dilationHeight()) {
            for (int j = part.fromColumn; j < part.toColumn; j += window.dilationWidth()) {
              dx[at + i * width + j] += share;
            }
          }
        });
  }

  /** How many elements the mean of an output is taken over. */
  private int counted(Part part, int output) {
    if (!options.countIncludePad()) {
      int rows = steps(part.fromRow, part.toRow, window.dilationHeight());
      return rows * steps(part.fromColumn, part.toColumn, window.dilationWidth());
    }
    int position = output % (outputHeight * outputWidth);
    int top = position / outputWidth * window.strideHeight() - window.padding().top();
    int left = position % outputWidth * window.strideWidth() - window.padding().left();
    int bottom = (int) Math.min(height + window.padding().bottom(), top + window.reachHeight());
    int right = (int) Math.min(width + window.padding().right(), left + window.reachWidth());
    return steps(top, bottom, window.dilationHeight()) * steps(left, right, window.dilationWidth());
  }

  private static int steps(int from, int to, int step) {
    return Math.max(0, (to - from + step - 1) / step);
  }
}
