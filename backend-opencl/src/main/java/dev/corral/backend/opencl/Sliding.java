package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;

/**
 * A window on images of one size; on the device it is the struct Sliding of common.cl.
 *
 * @param window with its padding in numbers
 * @param height rows of an image
 * @param width columns of an image
 */
record Sliding(Window window, int height, int width) {
  static Sliding of(Window window, Shape images) {
    return new Sliding(window, images.dim(2), images.dim(3));
  }

  int outputHeight() {
    return window.outputHeight(height);
  }

  int outputWidth() {
    return window.outputWidth(width);
  }

  /** Elements that the window sees at a position. */
  int kernel() {
    return window.kernelHeight() * window.kernelWidth();
  }

  Argument argument() {
    return Argument.ints(
        height,
        outputHeight(),
        window.kernelHeight(),
        window.strideHeight(),
        window.dilationHeight(),
        window.padding().top(),
        width,
        outputWidth(),
        window.kernelWidth(),
        window.strideWidth(),
        window.dilationWidth(),
        window.padding().left());
  }
}
