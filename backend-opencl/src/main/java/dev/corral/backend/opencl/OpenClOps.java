package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.spi.BinaryOp;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The vocabulary: gets a tensor for each result and has a kernel write it. */
final class OpenClOps extends RawOps {
  private final Elementwise elementwise;
  private final Movement movement;
  private final Reductions reductions;
  private final MatrixProduct products;
  private final Windows windows;
  private final Pooling pooling;
  private final CorrelationKernels kernels;
  private final Convolution convolution;

  OpenClOps(Arena arena, Context context, Algorithm algorithm) {
    super(arena);
    elementwise = new Elementwise(arena, context);
    movement = new Movement(arena, context);
    reductions = new Reductions(arena, context);
    kernels =
        context.family() == Family.CPU
            ? new CpuKernels(arena, context)
            : new GpuKernels(arena, context);
    products = new MatrixProduct(arena, elementwise, movement, kernels);
    convolution = new Convolution(arena, context, elementwise, kernels, algorithm);
    windows = new Windows(arena, context);
    pooling = new Pooling(arena, context);
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    return elementwise.fill(shape, value);
  }

  // Element-wise functions

  @Override
  protected Tensor map(UnaryOp op, Tensor x) {
    return elementwise.map(op.name().toLowerCase(Locale.ROOT), x);
  }

  @Override
  public Tensor abs(Tensor x) {
    return elementwise.map("abs", x);
  }

  @Override
  public Tensor square(Tensor x) {
    return elementwise.map("square", x);
  }

  @Override
  public Tensor relu(Tensor x) {
    return elementwise.map("relu", x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return elementwise.map("sigmoid", x);
  }

  @Override
  protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
    return elementwise.map(op.name().toLowerCase(Locale.ROOT), a, b);
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return elementwise.map("minimum", a, b);
  }

  @Override
  public Tensor lessEqual(Tensor a, Tensor b) {
    return elementwise.map("less_equal", a, b);
  }

  @Override
  public Tensor notEqual(Tensor a, Tensor b) {
    return elementwise.map("not_equal", a, b);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return elementwise.where(condition, a, b);
  }

  // Reductions

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return reductions.sum(x, keepDims, axes);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return reductions.max(x, keepDims, axes);
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    return reductions.argmax(x, keepDims, axis);
  }

  // Movement

  @Override
  public Tensor permute(Tensor x, int... axes) {
    return movement.take(x, View.permute(x.shape(), axes));
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    return movement.take(x, View.slice(x.shape(), slices));
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    return movement.take(x, View.flip(x.shape(), axes));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    return movement.take(x, View.broadcast(x.shape(), shape));
  }

  @Override
  public Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    Tensor y = movement.take(x, View.broadcast(x.shape(), x.shape()));
    View part = View.slice(x.shape(), slices);
    movement.move(source, View.broadcast(source.shape(), part.shape()), y, part);
    return y;
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    Tensor y = fill(x.shape().pad(pads), value);
    movement.put(x, View.pad(x.shape(), pads), y);
    return y;
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    int size = tensors.stream().mapToInt(x -> x.shape().dim(axis)).sum();
    Tensor y = arena.allocate(tensors.get(0).shape().with(axis, size));
    int start = 0;
    for (Tensor x : tensors) {
      int count = x.shape().dim(axis);
      movement.put(x, View.part(y.shape(), axis, start, count), y);
      start += count;
    }
    return y;
  }

  // Contraction, windows, convolution and pooling

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return products.matmul(a, b);
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    return windows.im2col(x, window);
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    return windows.col2im(columns, shape, window);
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return convolution.conv2d(x, kernel, options, Epilogue.NONE);
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    return convolution.inputGradient(shape, kernel, gradient, options);
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    return convolution.kernelGradient(x, shape, gradient, options);
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    return pooling.max(x, options);
  }

  @Override
  public Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    return pooling.maxGradient(x, output, gradient, options);
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    return pooling.average(x, options);
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    return pooling.averageGradient(shape, gradient, options);
  }

  // Layers

  @Override
  public Optional<Layer> layer(LayerSpec spec) {
    if (spec instanceof Conv2dSpec conv) {
      return Optional.of(new ConvolutionLayer(conv, convolution, this));
    }
    if (spec instanceof LinearSpec linear && linear.inFeatures() > 0 && linear.outFeatures() > 0) {
      return Optional.of(new LinearLayer(linear, arena, kernels, this));
    }
    return Optional.empty();
  }
}
