package dev.corral.backend;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/** The transposed convolution: the input gradient of the convolution whose output has x's shape. */
final class TransposedConvolution {
  private TransposedConvolution() {}

  static Tensor apply(
      Ops ops, Tensor x, Tensor kernel, Conv2dOptions options, int extraRows, int extraColumns) {
    Shape w = kernel.shape();
    Shape s = x.shape();
    checkShapes(s, w);
    checkOutputPadding(options, extraRows, extraColumns);
    Window window = options.window(w);
    Padding p = options.padding();
    boolean same = p.rule() == Padding.Rule.SAME;
    long rows = (s.dim(2) - 1L) * window.strideHeight() + window.reachHeight() + extraRows;
    long columns = (s.dim(3) - 1L) * window.strideWidth() + window.reachWidth() + extraColumns;
    int height = size(same ? (long) s.dim(2) * window.strideHeight() : rows - p.top() - p.bottom());
    int width =
        size(same ? (long) s.dim(3) * window.strideWidth() : columns - p.left() - p.right());
    Shape output = Shape.of(s.dim(0), w.dim(1) * options.groups(), height, width);
    return ops.conv2dInputGradient(output, kernel, x, options);
  }

  private static void checkShapes(Shape s, Shape w) {
    if (s.rank() != 4 || w.rank() != 4 || s.dim(1) != w.dim(0)) {
      throw new ShapeException(
          "convTranspose2d: an input of shape " + s + " and a kernel of shape " + w,
          "[batch, inputs, height, width] and [inputs, outputs / groups, height, width]",
          "Make the input's second axis as large as the kernel's first");
    }
  }

  private static void checkOutputPadding(Conv2dOptions options, int rows, int columns) {
    String given = "convTranspose2d: the output padding " + rows + "×" + columns;
    if (rows < 0
        || columns < 0
        || rows >= options.strideHeight()
        || columns >= options.strideWidth()) {
      throw new ShapeException(
          given,
          "0 or more and less than the stride "
              + (options.strideHeight() + "×" + options.strideWidth()),
          "Use a larger stride or pad the output");
    }
    if (options.padding().rule() == Padding.Rule.SAME && (rows > 0 || columns > 0)) {
      throw new ShapeException(
          given + " with SAME",
          "none: SAME itself gives input × stride rows and columns",
          "Leave it out, or give the padding in numbers");
    }
  }

  private static int size(long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new ShapeException(
          "convTranspose2d: an output of " + size + " rows or columns",
          "0 to " + Integer.MAX_VALUE,
          "Pad less, or use a larger input or kernel");
    }
    return (int) size;
  }
}
