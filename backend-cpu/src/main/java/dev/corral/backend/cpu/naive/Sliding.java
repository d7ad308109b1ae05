package dev.corral.backend.cpu.naive;

import dev.corral.tensor.Window;

/**
 * Which element of an image lies under which element of a kernel. At output position (i, j),
 * element (u, v) of the kernel lies over the image's element (row(i, u), column(j, v)): (i + u, j +
 * v) in the book, where the stride and the dilation are 1 and there is no padding. Rows and columns
 * of the padding have indices outside the image.
 */
final class Sliding {
  private Sliding() {}

  static int row(Window window, int i, int u) {
    return i * window.strideHeight() + u * window.dilationHeight() - window.padding().top();
  }

  static int column(Window window, int j, int v) {
    return j * window.strideWidth() + v * window.dilationWidth() - window.padding().left();
  }
}
