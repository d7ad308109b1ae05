package dev.corral.backend.cpu.naive;

import static dev.corral.backend.cpu.naive.HeapStorage.values;

import dev.corral.spi.Arena;
import dev.corral.spi.BinaryOp;
import dev.corral.spi.RawOps;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The vocabulary, each word in its plainest form. The composed defaults stay where they are as
 * plain as a loop would be.
 */
final class NaiveOps extends RawOps {
  NaiveOps(Arena arena) {
    super(arena);
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    Tensor y = arena.allocate(shape);
    Arrays.fill(values(y), value);
    return y;
  }

  // Element-wise functions

  @Override
  protected Tensor map(UnaryOp op, Tensor x) {
    return map(op::of, x);
  }

  @Override
  public Tensor abs(Tensor x) {
    return map(Math::abs, x);
  }

  @Override
  public Tensor relu(Tensor x) {
    return map(v -> Math.max(v, 0), x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return map(v -> 1 / (1 + Math.exp(-v)), x);
  }

  private Tensor map(DoubleUnaryOperator f, Tensor x) {
    Tensor y = arena.allocate(x.shape());
    Elementwise.map(f, values(x), values(y));
    return y;
  }

  @Override
  protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
    return map(op::of, a, b);
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return map(Math::min, a, b);
  }

  private Tensor map(DoubleBinaryOperator f, Tensor a, Tensor b) {
    Tensor y = arena.allocate(a.shape().broadcastWith(b.shape()));
    Elementwise.map(f, stretched(a, y.shape()), stretched(b, y.shape()), values(y));
    return y;
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = condition.shape().broadcastWith(a.shape()).broadcastWith(b.shape());
    Tensor y = arena.allocate(shape);
    Elementwise.where(
        stretched(condition, shape), stretched(a, shape), stretched(b, shape), values(y));
    return y;
  }

  /** The elements of x broadcast to a shape; x's own where it has that shape. */
  private float[] stretched(Tensor x, Shape shape) {
    return values(x.shape().equals(shape) ? x : broadcast(x, shape));
  }

  // Reductions

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    Tensor y = arena.allocate(x.shape().reduce(keepDims, axes));
    Reductions.sum(values(x), x.shape(), axes, values(y));
    return y;
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    Tensor y = arena.allocate(x.shape().reduce(keepDims, axes));
    Reductions.max(values(x), x.shape(), axes, values(y));
    return y;
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    Tensor y = arena.allocate(x.shape().reduce(keepDims, axis));
    Reductions.argmax(values(x), x.shape(), axis, values(y));
    return y;
  }

  // Movement

  @Override
  public Tensor permute(Tensor x, int... axes) {
    return take(x, View.permute(x.shape(), axes));
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    return take(x, View.slice(x.shape(), slices));
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    return take(x, View.flip(x.shape(), axes));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    return take(x, View.broadcast(x.shape(), shape));
  }

  private Tensor take(Tensor x, View view) {
    Tensor y = arena.allocate(view.shape());
    Movement.take(values(x), view, values(y));
    return y;
  }

  @Override
  public Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    View part = View.slice(x.shape(), slices);
    Tensor y = fromArray(x.shape(), values(x));
    Movement.put(stretched(source, part.shape()), part, values(y));
    return y;
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    Tensor y = fill(x.shape().pad(pads), value);
    Movement.put(values(x), View.pad(x.shape(), pads), values(y));
    return y;
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    int size = tensors.stream().mapToInt(x -> x.shape().dim(axis)).sum();
    Tensor y = arena.allocate(tensors.get(0).shape().with(axis, size));
    int start = 0;
    for (Tensor x : tensors) {
      int count = x.shape().dim(axis);
      Movement.put(values(x), View.part(y.shape(), axis, start, count), values(y));
      start += count;
    }
    return y;
  }

  // Contraction, windows, convolution and pooling

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    Tensor y = arena.allocate(a.shape().matmul(b.shape()));
    MatrixProduct.matmul(a, b, y);
    return y;
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    Tensor columns = arena.allocate(Columns.shape(x.shape(), window));
    Columns.im2col(x, window, columns);
    return reshape(columns, window.columns(x.shape()));
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    Tensor x = fill(shape, 0);
    Columns.col2im(reshape(columns, Columns.shape(shape, window)), window, x);
    return x;
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    Tensor y = fill(options.outputShape(x.shape(), kernel.shape()), 0);
    Convolution.conv2d(x, kernel, options, y);
    return y;
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    Tensor dx = fill(shape, 0);
    Convolution.inputGradient(kernel, gradient, options, dx);
    return dx;
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    Tensor dk = fill(shape, 0);
    Convolution.kernelGradient(x, gradient, options, dk);
    return dk;
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    Pooling.max(x, options, y);
    return y;
  }

  @Override
  public Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    Tensor dx = fill(x.shape(), 0);
    Pooling.maxGradient(x, output, gradient, options, dx);
    return dx;
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    Pooling.average(x, options, y);
    return y;
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    Tensor dx = fill(shape, 0);
    Pooling.averageGradient(gradient, options, dx);
    return dx;
  }
}
