package dev.corral.backend.cpu.naive;

import static dev.corral.backend.cpu.naive.Sliding.column;
import static dev.corral.backend.cpu.naive.Sliding.row;

import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/**
 * Windows as columns: row (c, u, v) and column (i, j) of the matrix of image n is what lies in
 * channel c under element (u, v) of the kernel at position (i, j).
 */
final class Columns {
  private Columns() {}

  /** columns = im2col(x). */
  static void im2col(Tensor x, Window window, Tensor columns) {
    int width = window.outputWidth(x.shape().dim(3));
    for (int n = 0; n < x.shape().dim(0); n++) {
      Matrix matrix = Matrix.of(columns, n);
      for (int c = 0; c < x.shape().dim(1); c++) {
        Matrix image = Matrix.of(x, n, c);
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            int tap = (c * window.kernelHeight() + u) * window.kernelWidth() + v;
            for (int position = 0; position < matrix.columns; position++) {
              int i = position / width;
              int j = position % width;
              matrix.set(tap, position, image.getPadded(row(window, i, u), column(window, j, v)));
            }
          }
        }
      }
    }
  }

  /** x += col2im(columns): every element goes back to where im2col takes it from. */
  static void col2im(Tensor columns, Window window, Tensor x) {
    int width = window.outputWidth(x.shape().dim(3));
    for (int n = 0; n < x.shape().dim(0); n++) {
      Matrix matrix = Matrix.of(columns, n);
      for (int c = 0; c < x.shape().dim(1); c++) {
        Matrix image = Matrix.of(x, n, c);
        for (int u = 0; u < window.kernelHeight(); u++) {
          for (int v = 0; v < window.kernelWidth(); v++) {
            int tap = (c * window.kernelHeight() + u) * window.kernelWidth() + v;
            for (int position = 0; position < matrix.columns; position++) {
              int i = position / width;
              int j = position % width;
              image.addPadded(row(window, i, u), column(window, j, v), matrix.get(tap, position));
            }
          }
        }
      }
    }
  }
}
