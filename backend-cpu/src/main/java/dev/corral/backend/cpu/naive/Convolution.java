package dev.corral.backend.cpu.naive;

import static dev.corral.backend.cpu.naive.Sliding.column;
import static dev.corral.backend.cpu.naive.Sliding.row;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/**
 * Convolution of images with many channels, as sums of cross-correlations of matrices: the output
 * channel o of image n is Σ<sub>c</sub> corr2d(x[n, c], kernel[o, c]).
 *
 * <p>Each method adds to its last argument.
 */
final class Convolution {
  private Convolution() {}

  /** What is computed between a channel of the input, its kernel and a channel of the output. */
  private interface Step {
    void run(Matrix x, Matrix k, Matrix y);
  }

  /** y += conv2d(x, kernel). */
  static void conv2d(Tensor x, Tensor kernel, Conv2dOptions options, Tensor y) {
    Window window = options.window(kernel.shape());
    forEachChannel(x, kernel, y, options.groups(), (xc, kc, yc) -> corr2d(xc, kc, window, yc));
  }

  /** dx += the gradient of conv2d by x, given that by y. */
  static void inputGradient(Tensor kernel, Tensor dy, Conv2dOptions options, Tensor dx) {
    Window window = options.window(kernel.shape());
    forEachChannel(
        dx, kernel, dy, options.groups(), (dxc, kc, dyc) -> inputGradient(kc, dyc, window, dxc));
  }

  /** dk += the gradient of conv2d by the kernel, given that by y. */
  static void kernelGradient(Tensor x, Tensor dy, Conv2dOptions options, Tensor dk) {
    Window window = options.window(dk.shape());
    forEachChannel(
        x, dk, dy, options.groups(), (xc, dkc, dyc) -> kernelGradient(xc, dyc, window, dkc));
  }

  /**
   * Every output channel with every input channel of its group: the groups split the channels of
   * the input and of the output into as many equal runs, one after the other.
   */
  private static void forEachChannel(Tensor x, Tensor kernel, Tensor y, int groups, Step step) {
    int images = y.shape().dim(0);
    int outputs = kernel.shape().dim(0);
    int inputsPerGroup = kernel.shape().dim(1);
    int outputsPerGroup = outputs / groups;
    for (int n = 0; n < images; n++) {
      for (int o = 0; o < outputs; o++) {
        int group = o / outputsPerGroup;
        for (int c = 0; c < inputsPerGroup; c++) {
          step.run(
              Matrix.of(x, n, group * inputsPerGroup + c),
              Matrix.of(kernel, o, c),
              Matrix.of(y, n, o));
        }
      }
    }
  }

  /** The book's corr2d: y[i, j] += Σ<sub>u</sub> Σ<sub>v</sub> x[i + u, j + v] · k[u, v]. */
  private static void corr2d(Matrix x, Matrix k, Window window, Matrix y) {
    for (int i = 0; i < y.rows; i++) {
      for (int j = 0; j < y.columns; j++) {
        float sum = 0;
        for (int u = 0; u < k.rows; u++) {
          for (int v = 0; v < k.columns; v++) {
            sum += x.getPadded(row(window, i, u), column(window, j, v)) * k.get(u, v);
          }
        }
        y.add(i, j, sum);
      }
    }
  }

  /** x[i + u, j + v] went into y[i, j] times k[u, v], so it gets as much of dy[i, j] back. */
  private static void inputGradient(Matrix k, Matrix dy, Window window, Matrix dx) {
    for (int i = 0; i < dy.rows; i++) {
      for (int j = 0; j < dy.columns; j++) {
        for (int u = 0; u < k.rows; u++) {
          for (int v = 0; v < k.columns; v++) {
            dx.addPadded(row(window, i, u), column(window, j, v), dy.get(i, j) * k.get(u, v));
          }
        }
      }
    }
  }

  /** k[u, v] went into every y[i, j] times x[i + u, j + v], so it gets as much of each dy[i, j]. */
  private static void kernelGradient(Matrix x, Matrix dy, Window window, Matrix dk) {
    for (int u = 0; u < dk.rows; u++) {
      for (int v = 0; v < dk.columns; v++) {
        float sum = 0;
        for (int i = 0; i < dy.rows; i++) {
          for (int j = 0; j < dy.columns; j++) {
            sum += x.getPadded(row(window, i, u), column(window, j, v)) * dy.get(i, j);
          }
        }
        dk.add(u, v, sum);
      }
    }
  }
}
