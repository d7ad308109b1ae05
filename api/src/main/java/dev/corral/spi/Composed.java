package dev.corral.spi;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/** The longer compositions of {@link TensorOps}, in terms of its primitives. */
final class Composed {
  private Composed() {}

  /** With e^−|x|, which never overflows: 1 / (1 + e) on the right of 0, e / (1 + e) on the left. */
  static Tensor sigmoid(TensorOps ops, Tensor x) {
    Tensor zero = ops.fill(Shape.scalar(), 0);
    Tensor one = ops.fill(Shape.scalar(), 1);
    Tensor e = ops.exp(ops.neg(ops.abs(x)));
    return ops.div(ops.where(ops.less(x, zero), e, one), ops.add(one, e));
  }

  static Tensor mean(TensorOps ops, Tensor x, boolean keepDims, int... axes) {
    Tensor sum = ops.sum(x, keepDims, axes);
    float count = (float) x.shape().size() / sum.shape().size();
    return ops.div(sum, ops.fill(Shape.scalar(), count));
  }

  static Tensor softmax(TensorOps ops, Tensor x, int axis) {
    Tensor e = ops.exp(ops.sub(x, ops.max(x, true, axis)));
    return ops.div(e, ops.sum(e, true, axis));
  }

  static Tensor logSoftmax(TensorOps ops, Tensor x, int axis) {
    Tensor shifted = ops.sub(x, ops.max(x, true, axis));
    return ops.sub(shifted, ops.log(ops.sum(ops.exp(shifted), true, axis)));
  }

  /** Pads the source and a mask of ones to where the slices lie, then chooses by the mask. */
  static Tensor sliceScatter(TensorOps ops, Tensor x, Tensor source, Slice... slices) {
    Shape shape = x.shape();
    Pad[] pads = new Pad[slices.length];
    for (int axis = 0; axis < slices.length; axis++) {
      pads[axis] = slices[axis].padBack(shape.dim(axis));
    }
    Shape part = shape.slice(slices);
    Tensor mask = ops.pad(ops.fill(part, 1), 0, pads);
    return ops.where(mask, ops.pad(ops.broadcast(source, part), 0, pads), x);
  }

  /** A batched matrix product: the kernel's rows with the columns of im2col, group by group. */
  static Tensor conv2d(TensorOps ops, Tensor x, Tensor kernel, Conv2dOptions options) {
    Shape w = kernel.shape();
    Tensor columns = byGroup(ops, ops.im2col(x, options.window(w)), options.groups());
    Tensor y = ops.matmul(rowsByGroup(ops, kernel, options.groups()), columns);
    return ops.reshape(y, options.outputShape(x.shape(), w));
  }

  static Tensor conv2dInputGradient(
      TensorOps ops, Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    int groups = options.groups();
    Tensor rows = ops.permute(rowsByGroup(ops, kernel, groups), 0, 2, 1);
    Tensor columns = ops.matmul(rows, byGroup(ops, flatImages(ops, gradient), groups));
    Shape c = columns.shape();
    Tensor flat = ops.reshape(columns, Shape.of(c.dim(0), c.dim(1) * c.dim(2), c.dim(3)));
    return ops.col2im(flat, shape, options.window(kernel.shape()));
  }

  static Tensor conv2dKernelGradient(
      TensorOps ops, Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    int groups = options.groups();
    Tensor columns = byGroup(ops, ops.im2col(x, options.window(shape)), groups);
    Tensor g = byGroup(ops, flatImages(ops, gradient), groups);
    Tensor perImage = ops.matmul(g, ops.permute(columns, 0, 1, 3, 2));
    return ops.reshape(ops.sum(perImage, false, 0), shape);
  }

  /** From [n, k, oh, ow] to [n, k, positions]. */
  private static Tensor flatImages(TensorOps ops, Tensor x) {
    Shape s = x.shape();
    return ops.reshape(x, Shape.of(s.dim(0), s.dim(1), s.dim(2) * s.dim(3)));
  }

  /** From [n, rows, positions] to [n, groups, rows / groups, positions]. */
  private static Tensor byGroup(TensorOps ops, Tensor x, int groups) {
    Shape s = x.shape();
    return ops.reshape(x, Shape.of(s.dim(0), groups, s.dim(1) / groups, s.dim(2)));
  }

  /** From [k, c / groups, kh, kw] to [groups, k / groups, c / groups · kh · kw]. */
  private static Tensor rowsByGroup(TensorOps ops, Tensor kernel, int groups) {
    Shape w = kernel.shape();
    int row = w.dim(1) * w.dim(2) * w.dim(3);
    return ops.reshape(kernel, Shape.of(groups, w.dim(0) / groups, row));
  }

  /** The maximum along the columns of the image padded with −∞, which never wins. */
  static Tensor maxPool2d(TensorOps ops, Tensor x, Pool2dOptions options) {
    Window reach = options.reach(x.shape());
    Tensor padded = padded(ops, x, Float.NEGATIVE_INFINITY, reach);
    Tensor columns = channelColumns(ops, padded, reach.padding(Padding.valid()));
    return ops.reshape(ops.max(columns, false, 1), options.outputShape(x.shape()));
  }

  /** Here the padding is NaN, which equals no maximum, not even that of a window of −∞ alone. */
  static Tensor maxPool2dGradient(
      TensorOps ops, Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    Window reach = options.reach(x.shape());
    Window inside = reach.padding(Padding.valid());
    Tensor padded = padded(ops, x, Float.NaN, reach);
    Tensor columns = channelColumns(ops, padded, inside);
    Tensor winners = ops.equal(columns, asRow(ops, output));
    Tensor share = ops.div(asRow(ops, gradient), ops.sum(winners, true, 1));
    Shape p = padded.shape();
    Tensor back =
        ops.col2im(
            ops.mul(winners, share), Shape.of(p.dim(0) * p.dim(1), 1, p.dim(2), p.dim(3)), inside);
    Padding around = reach.padding();
    return ops.slice(
        ops.reshape(back, p),
        Slice.of(0, p.dim(0)),
        Slice.of(0, p.dim(1)),
        Slice.of(around.top(), p.dim(2) - around.bottom()),
        Slice.of(around.left(), p.dim(3) - around.right()));
  }

  private static Tensor padded(TensorOps ops, Tensor x, float value, Window window) {
    Padding p = window.padding();
    return ops.pad(
        x, value, Pad.NONE, Pad.NONE, Pad.of(p.top(), p.bottom()), Pad.of(p.left(), p.right()));
  }

  static Tensor avgPool2d(TensorOps ops, Tensor x, Pool2dOptions options) {
    Tensor columns = channelColumns(ops, x, options.reach(x.shape()));
    Tensor mean = ops.div(ops.sum(columns, false, 1), counts(ops, x.shape(), options));
    return ops.reshape(mean, options.outputShape(x.shape()));
  }

  static Tensor avgPool2dGradient(
      TensorOps ops, Shape shape, Tensor gradient, Pool2dOptions options) {
    Window reach = options.reach(shape);
    Tensor share = ops.div(asRow(ops, gradient), counts(ops, shape, options));
    Shape s = share.shape();
    int taps = reach.kernelHeight() * reach.kernelWidth();
    Shape image = Shape.of(shape.dim(0) * shape.dim(1), 1, shape.dim(2), shape.dim(3));
    Tensor columns = ops.broadcast(share, Shape.of(s.dim(0), taps, s.dim(2)));
    return ops.reshape(ops.col2im(columns, image, reach), shape);
  }

  /** How many elements each window averages over, [positions]. */
  private static Tensor counts(TensorOps ops, Shape shape, Pool2dOptions options) {
    Window reach = options.reach(shape);
    Tensor counted = ops.fill(Shape.of(1, 1, shape.dim(2), shape.dim(3)), 1);
    if (options.countIncludePad()) {
      Padding around = options.window().padding();
      Padding past = reach.padding();
      counted =
          ops.pad(
              counted,
              1,
              Pad.NONE,
              Pad.NONE,
              Pad.of(around.top(), around.bottom()),
              Pad.of(around.left(), around.right()));
      reach =
          reach.padding(
              Padding.of(0, 0, past.bottom() - around.bottom(), past.right() - around.right()));
    }
    return ops.sum(ops.im2col(counted, reach), false, 0, 1);
  }

  /** From [n, c, h, w] to [n · c, kernel, positions]: each channel's windows on their own. */
  private static Tensor channelColumns(TensorOps ops, Tensor x, Window window) {
    Shape s = x.shape();
    Shape single = Shape.of(s.dim(0) * s.dim(1), 1, s.dim(2), s.dim(3));
    return ops.im2col(ops.reshape(x, single), window);
  }

  /** From [n, c, oh, ow] to [n · c, 1, positions]. */
  private static Tensor asRow(TensorOps ops, Tensor x) {
    Shape s = x.shape();
    return ops.reshape(x, Shape.of(s.dim(0) * s.dim(1), 1, s.dim(2) * s.dim(3)));
  }
}
