package dev.corral.backend.cpu.fast.pooling;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * The gradient of the largest element of each window of a row, which those that tie share. NaN
 * always is the largest; rows where something is not finite are done one element at a time.
 */
final class SharedGradient {
  private final Kernels kernels;
  private final Window window;
  private final int width;
  private final int outputs;

  SharedGradient(Kernels kernels, Window window, int width, int outputs) {
    this.kernels = kernels;
    this.window = window;
    this.width = width;
    this.outputs = outputs;
  }

  /** Elements of working memory that a row takes: shares, and who wins at each tap. */
  long room() {
    return (1L + (long) window.kernelHeight() * window.kernelWidth()) * outputs;
  }

  /** The arrays, and where the windows of a row lie in them. */
  record Row(
      float[] x, float[] y, float[] dy, float[] dx, int image, int first, int last, int output) {}

  /**
   * Adds the gradient of a row of outputs.
   *
   * @param elements a line whose padding is NaN, so that it never ties
   * @param sums another one
   * @param room working memory
   */
  void add(Row row, Line elements, Line sums, float[] room) {
    if (isFinite(row)) {
      addByTaps(row, elements, sums, room);
    } else {
      for (int j = 0; j < outputs; j++) {
        addOne(row, j);
      }
    }
  }

  private boolean isFinite(Row row) {
    float zero = 0;
    for (int j = row.output(); j < row.output() + outputs; j++) {
      zero += 0 * row.y()[j] + 0 * row.dy()[j];
    }
    return zero == 0;
  }

  private void addByTaps(Row row, Line elements, Line sums, float[] room) {
    int rows = (row.last() - row.first() + window.dilationHeight() - 1) / window.dilationHeight();
    int taps = window.kernelWidth();
    Arrays.fill(room, 0, outputs, 0);
    for (int k = 0; k < rows; k++) {
      int from = row.image() + (row.first() + k * window.dilationHeight()) * width;
      System.arraycopy(row.x(), from, elements.row(), elements.left(), width);
      elements.apart();
      for (int v = 0; v < taps; v++) {
        int to = (1 + k * taps + v) * outputs;
        kernels.equal(elements.phases(), elements.tap(v), row.y(), row.output(), room, to, outputs);
        kernels.sumInto(room, 0, room, to, outputs);
      }
    }
    for (int j = 0; j < outputs; j++) {
      room[j] = room[j] > 0 ? row.dy()[row.output() + j] / room[j] : 0;
    }
    for (int k = 0; k < rows; k++) {
      sums.clear();
      for (int v = 0; v < taps; v++) {
        int from = (1 + k * taps + v) * outputs;
        kernels.productInto(sums.phases(), sums.tap(v), room, from, room, 0, outputs);
      }
      sums.together();
      int to = row.image() + (row.first() + k * window.dilationHeight()) * width;
      kernels.sumInto(row.dx(), to, sums.row(), sums.left(), width);
    }
  }

  private void addOne(Row row, int output) {
    int start = output * window.strideWidth() - window.padding().left();
    int d = window.dilationWidth();
    int from = start < 0 ? Math.floorMod(start, d) : start;
    int to = (int) Math.min(width, start + window.reachWidth());
    float largest = row.y()[row.output() + output];
    int ties = 0;
    for (int i = row.first(); i < row.last(); i += window.dilationHeight()) {
      for (int j = from; j < to; j += d) {
        ties += wins(row.x()[row.image() + i * width + j], largest) ? 1 : 0;
      }
    }
    float share = row.dy()[row.output() + output] / ties;
    for (int i = row.first(); i < row.last(); i += window.dilationHeight()) {
      for (int j = from; j < to; j += d) {
        int at = row.image() + i * width + j;
        if (wins(row.x()[at], largest)) {
          row.dx()[at] += share;
        }
      }
    }
  }

  private static boolean wins(float element, float largest) {
    return element == largest || Float.isNaN(element);
  }
}
