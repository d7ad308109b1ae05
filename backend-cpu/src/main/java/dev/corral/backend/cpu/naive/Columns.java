package dev.corral.backend.cpu.naive;

import static dev.corral.backend.cpu.naive.Sliding.column;
import static dev.corral.backend.cpu.naive.Sliding.row;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/**
 * The windows of images as columns. The row (c, u, v) of an image's columns holds, for each
 * position (i, j), what lies in channel c under element (u, v) of the kernel: written as a matrix
 * again, it is the channel shifted by (u, v).
 */
final class Columns {
  private Columns() {}

  /** What is done between a channel of an image and the same channel shifted by (u, v). */
  private interface Step {
    void run(Matrix channel, int u, int v, Matrix shifted);
  }

  /** [n, c · kernel, positions] with an axis each for the rows and the columns of positions. */
  static Shape shape(Shape images, Window window) {
    int rows = window.outputHeight(images.dim(2));
    int columns = window.outputWidth(images.dim(3));
    return Shape.of(images.dim(0), window.columns(images).dim(1), rows, columns);
  }

  /** Fills columns of this shape. */
  static void im2col(Tensor x, Window window, Tensor columns) {
    forEachRow(
        x, window, columns, (channel, u, v, shifted) -> shift(channel, window, u, v, shifted));
  }

  /** Adds each element of the columns to where im2col takes it from. */
  static void col2im(Tensor columns, Window window, Tensor x) {
    forEachRow(
        x, window, columns, (channel, u, v, shifted) -> shiftBack(shifted, window, u, v, channel));
  }

  private static void forEachRow(Tensor x, Window window, Tensor columns, Step step) {
    for (int n = 0; n < x.shape().dim(0); n++) {
      for (int c = 0; c < x.shape().dim(1); c++) {
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            int row = (c * window.kernelHeight() + u) * window.kernelWidth() + v;
            step.run(Matrix.of(x, n, c), u, v, Matrix.of(columns, n, row));
          }
        }
      }
    }
  }

  private static void shift(Matrix channel, Window window, int u, int v, Matrix shifted) {
    for (int i = 0; i < shifted.rows; i++) {
      for (int j = 0; j < shifted.columns; j++) {
        shifted.set(i, j, channel.getPadded(row(window, i, u), column(window, j, v)));
      }
    }
  }

  private static void shiftBack(Matrix shifted, Window window, int u, int v, Matrix channel) {
    for (int i = 0; i < shifted.rows; i++) {
      for (int j = 0; j < shifted.columns; j++) {
        channel.addPadded(row(window, i, u), column(window, j, v), shifted.get(i, j));
      }
    }
  }
}
