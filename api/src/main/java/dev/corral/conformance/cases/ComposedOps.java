package dev.corral.conformance.cases;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.List;

/** The primitives of a backend, with every default in its composed form and no layers. */
final class ComposedOps implements TensorOps {
  private final TensorOps primitives;

  ComposedOps(TensorOps backend) {
    this.primitives = backend;
  }

  @Override
  public Tensor fromArray(Shape shape, float[] values) {
    return primitives.fromArray(shape, values);
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    return primitives.fill(shape, value);
  }

  @Override
  public Tensor neg(Tensor x) {
    return primitives.neg(x);
  }

  @Override
  public Tensor exp(Tensor x) {
    return primitives.exp(x);
  }

  @Override
  public Tensor log(Tensor x) {
    return primitives.log(x);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return primitives.sqrt(x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return primitives.tanh(x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return primitives.add(a, b);
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return primitives.sub(a, b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return primitives.mul(a, b);
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return primitives.div(a, b);
  }

  @Override
  public Tensor pow(Tensor a, Tensor b) {
    return primitives.pow(a, b);
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return primitives.maximum(a, b);
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return primitives.less(a, b);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return primitives.equal(a, b);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return primitives.where(condition, a, b);
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return primitives.sum(x, keepDims, axes);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return primitives.max(x, keepDims, axes);
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    return primitives.argmax(x, keepDims, axis);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return primitives.reshape(x, shape);
  }

  @Override
  public Tensor permute(Tensor x, int... axes) {
    return primitives.permute(x, axes);
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    return primitives.slice(x, slices);
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    return primitives.pad(x, value, pads);
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    return primitives.flip(x, axes);
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    return primitives.broadcast(x, shape);
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    return primitives.concat(tensors, axis);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return primitives.matmul(a, b);
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    return primitives.im2col(x, window);
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    return primitives.col2im(columns, shape, window);
  }
}
