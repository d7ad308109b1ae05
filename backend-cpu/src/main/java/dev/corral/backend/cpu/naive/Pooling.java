package dev.corral.backend.cpu.naive;

import static dev.corral.backend.cpu.naive.Sliding.column;
import static dev.corral.backend.cpu.naive.Sliding.row;

import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/** The largest element or the mean of each window, channel by channel, and their gradients. */
final class Pooling {
  private Pooling() {}

  /** y = the largest elements. */
  static void max(Tensor x, Pool2dOptions options, Tensor y) {
    for (int channel = 0; channel < Matrix.count(x.shape()); channel++) {
      max(Matrix.of(x, channel), options.window(), Matrix.of(y, channel));
    }
  }

  /** dx += the gradient by x, given y = max(x) and the gradient by y. */
  static void maxGradient(Tensor x, Tensor y, Tensor dy, Pool2dOptions options, Tensor dx) {
    for (int channel = 0; channel < Matrix.count(x.shape()); channel++) {
      maxGradient(
          Matrix.of(x, channel),
          Matrix.of(y, channel),
          Matrix.of(dy, channel),
          options.window(),
          Matrix.of(dx, channel));
    }
  }

  /** y = the means. */
  static void average(Tensor x, Pool2dOptions options, Tensor y) {
    for (int channel = 0; channel < Matrix.count(x.shape()); channel++) {
      average(Matrix.of(x, channel), options, Matrix.of(y, channel));
    }
  }

  /** dx += the gradient by x, given that by y = average(x). */
  static void averageGradient(Tensor dy, Pool2dOptions options, Tensor dx) {
    for (int channel = 0; channel < Matrix.count(dx.shape()); channel++) {
      averageGradient(Matrix.of(dy, channel), options, Matrix.of(dx, channel));
    }
  }

  private static void max(Matrix x, Window window, Matrix y) {
    for (int i = 0; i < y.rows; i++) {
      for (int j = 0; j < y.columns; j++) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            int row = row(window, i, u);
            int column = column(window, j, v);
            if (x.contains(row, column)) {
              largest = Math.max(largest, x.get(row, column));
            }
          }
        }
        y.set(i, j, largest);
      }
    }
  }

  private static void maxGradient(Matrix x, Matrix y, Matrix dy, Window window, Matrix dx) {
    for (int i = 0; i < y.rows; i++) {
      for (int j = 0; j < y.columns; j++) {
        float share = dy.get(i, j) / ties(x, y, window, i, j);
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            int row = row(window, i, u);
            int column = column(window, j, v);
            if (x.contains(row, column) && isLargest(x.get(row, column), y.get(i, j))) {
              dx.add(row, column, share);
            }
          }
        }
      }
    }
  }

  /** How many elements of the window at (i, j) are its largest, y[i, j]. */
  private static int ties(Matrix x, Matrix y, Window window, int i, int j) {
    int ties = 0;
    for (int u = 0; u < window.kernelHeight(); u++) {
      for (int v = 0; v < window.kernelWidth(); v++) {
        int row = row(window, i, u);
        int column = column(window, j, v);
        if (x.contains(row, column) && isLargest(x.get(row, column), y.get(i, j))) {
          ties++;
        }
      }
    }
    return ties;
  }

  /** Whether an element of a window is the window's largest; NaN always is. */
  private static boolean isLargest(float element, float largest) {
    return element == largest || Float.isNaN(element);
  }

  private static void average(Matrix x, Pool2dOptions options, Matrix y) {
    Window window = options.window();
    for (int i = 0; i < y.rows; i++) {
      for (int j = 0; j < y.columns; j++) {
        float sum = 0;
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            sum += x.getPadded(row(window, i, u), column(window, j, v));
          }
        }
        y.set(i, j, sum / counted(x, options, i, j));
      }
    }
  }

  private static void averageGradient(Matrix dy, Pool2dOptions options, Matrix dx) {
    Window window = options.window();
    for (int i = 0; i < dy.rows; i++) {
      for (int j = 0; j < dy.columns; j++) {
        float share = dy.get(i, j) / counted(dx, options, i, j);
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            dx.addPadded(row(window, i, u), column(window, j, v), share);
          }
        }
      }
    }
  }

  /** How many elements the mean of the window at (i, j) is taken over. */
  private static int counted(Matrix x, Pool2dOptions options, int i, int j) {
    Window window = options.window();
    Padding padding = window.padding();
    int counted = 0;
    for (int u = 0; u < window.kernelHeight(); u++) {
      for (int v = 0; v < window.kernelWidth(); v++) {
        int row = row(window, i, u);
        int column = column(window, j, v);
        boolean inPadded = row < x.rows + padding.bottom() && column < x.columns + padding.right();
        if (options.countIncludePad() ? inPadded : x.contains(row, column)) {
          counted++;
        }
      }
    }
    return counted;
  }
}
