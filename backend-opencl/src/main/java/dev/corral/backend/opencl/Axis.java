package dev.corral.backend.opencl;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;

/**
 * One axis of a convolution: a kernel that slides along an image. Position i sees with its element
 * u the image's i · stride + u · dilation − before.
 *
 * @param size elements of the image
 * @param kernel elements of the kernel
 * @param stride from one position to the next
 * @param dilation from one element of the kernel to the next
 * @param before zeros before the image; elements that are left out, where negative
 * @param positions how many there are
 */
record Axis(int size, int kernel, int stride, int dilation, int before, int positions) {
  /** An axis without a kernel: each position sees its own element. */
  static Axis plain(int size) {
    return new Axis(size, 1, 1, 1, 0, size);
  }

  /** The rows of a convolution of images. */
  static Axis rows(Shape images, Shape kernel, Conv2dOptions options) {
    Window w = options.window(kernel);
    int height = images.dim(2);
    return new Axis(
        height,
        w.kernelHeight(),
        w.strideHeight(),
        w.dilationHeight(),
        w.padding().top(),
        w.outputHeight(height));
  }

  /** The columns of a convolution of images. */
  static Axis columns(Shape images, Shape kernel, Conv2dOptions options) {
    Window w = options.window(kernel);
    int width = images.dim(3);
    return new Axis(
        width,
        w.kernelWidth(),
        w.strideWidth(),
        w.dilationWidth(),
        w.padding().left(),
        w.outputWidth(width));
  }

  /** Elements from the first that a position sees to the last. */
  int reach() {
    return Math.addExact(Math.multiplyExact(kernel - 1, dilation), 1);
  }

  /** Into how many phases, by the remainder by the stride, the image is split; none is unseen. */
  int phases() {
    return Math.min(stride, reach());
  }

  /** Elements of a phase that any position sees. */
  int extent() {
    return Math.addExact(positions, (reach() - 1) / stride);
  }

  /** Whether the image can be used as it is, neither padded nor split. */
  boolean isDirect() {
    return stride == 1 && before == 0 && extent() <= size;
  }

  /** An axis with an even number of positions, one more than this one's if those are odd. */
  Axis even() {
    return new Axis(size, kernel, stride, dilation, before, (positions + 1) / 2 * 2);
  }

  /** An axis whose only phase holds all that this one's positions see. */
  Axis unsplit() {
    return new Axis(size, reach(), 1, 1, before, (positions - 1) * stride + 1);
  }
}
