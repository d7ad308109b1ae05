package dev.corral.autograd;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.stream.IntStream;

/** The longer gradient rules, in terms of operations. */
final class Rules {
  private Rules() {}

  static Tensor zero(TensorOps ops) {
    return ops.fill(Shape.scalar(), 0);
  }

  static Tensor one(TensorOps ops) {
    return ops.fill(Shape.scalar(), 1);
  }

  /** The gradient unchanged, as a tensor of its own: a view, so nothing is copied. */
  static Tensor sameGradient(TensorOps ops, Tensor g) {
    return ops.reshape(g, g.shape());
  }

  /** The adjoint of stretching an argument to the gradient's shape: sums over what was added. */
  static Tensor unbroadcast(TensorOps ops, Tensor g, Tensor argument) {
    Shape wide = g.shape();
    Shape narrow = argument.shape();
    if (wide.equals(narrow)) {
      return g;
    }
    int added = wide.rank() - narrow.rank();
    int[] stretched =
        IntStream.range(0, wide.rank())
            .filter(axis -> axis < added || narrow.dim(axis - added) != wide.dim(axis))
            .toArray();
    Tensor summed = stretched.length == 0 ? g : ops.sum(g, true, stretched);
    return ops.reshape(summed, narrow);
  }

  /** −1, 0 or 1. */
  static Tensor sign(TensorOps ops, Tensor x) {
    return ops.sub(ops.less(zero(ops), x), ops.less(x, zero(ops)));
  }

  static Tensor wherePositive(TensorOps ops, Tensor x, Tensor g) {
    return ops.where(ops.less(zero(ops), x), g, zero(ops));
  }

  /** The gradient where a is the larger, half of it where both are equal. */
  static Tensor whereLarger(TensorOps ops, Tensor a, Tensor b, Tensor g) {
    Tensor tie = ops.mul(ops.equal(a, b), ops.fill(Shape.scalar(), 0.5f));
    return ops.mul(g, ops.add(ops.less(b, a), tie));
  }

  /** b · a^(b − 1), and 0 for the exponent 0 even where a^−1 is infinite. */
  static Tensor powByBase(TensorOps ops, Tensor a, Tensor b, Tensor g) {
    Tensor slope = ops.mul(b, ops.pow(a, ops.sub(b, one(ops))));
    return ops.where(b, ops.mul(g, slope), zero(ops));
  }

  /** a^b · log a, and 0 for the base 0, whose powers do not vary. */
  static Tensor powByExponent(TensorOps ops, Tensor a, Tensor y, Tensor g) {
    return ops.where(a, ops.mul(g, ops.mul(y, ops.log(a))), zero(ops));
  }

  /** The elements that equal the maximum share its gradient. */
  static Tensor max(TensorOps ops, Tensor x, Tensor y, Tensor g, int... axes) {
    Shape kept = x.shape().reduce(true, axes);
    Tensor winners = ops.equal(x, ops.reshape(y, kept));
    Tensor count = axes.length == 0 ? winners : ops.sum(winners, true, axes);
    return ops.mul(winners, ops.div(ops.reshape(g, kept), count));
  }

  static Tensor softmax(TensorOps ops, Tensor y, Tensor g, int axis) {
    Tensor mean = ops.sum(ops.mul(g, y), true, axis);
    return ops.mul(y, ops.sub(g, mean));
  }

  static Tensor logSoftmax(TensorOps ops, Tensor y, Tensor g, int axis) {
    return ops.sub(g, ops.mul(ops.exp(y), ops.sum(g, true, axis)));
  }

  static Tensor part(TensorOps ops, Tensor g, int axis, Slice part) {
    Slice[] slices = new Slice[g.shape().rank()];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = i == axis ? part : Slice.of(0, g.shape().dim(i));
    }
    return ops.slice(g, slices);
  }

  /** The last two axes exchanged. */
  static Tensor transpose(TensorOps ops, Tensor x) {
    int[] axes = x.shape().axes();
    int last = axes.length - 1;
    axes[last] = last - 1;
    axes[last - 1] = last;
    return ops.permute(x, axes);
  }
}
