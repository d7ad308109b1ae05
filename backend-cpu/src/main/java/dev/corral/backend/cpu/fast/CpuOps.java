package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.memory.HeapStorage.values;

import dev.corral.backend.cpu.fast.convolution.Algorithm;
import dev.corral.backend.cpu.fast.convolution.Convolution;
import dev.corral.backend.cpu.fast.convolution.MatrixProduct;
import dev.corral.backend.cpu.fast.elementwise.Elementwise;
import dev.corral.backend.cpu.fast.elementwise.Movement;
import dev.corral.backend.cpu.fast.elementwise.Reductions;
import dev.corral.backend.cpu.fast.elementwise.UnaryLoops;
import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.Functions;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.pooling.Pooling;
import dev.corral.spi.Arena;
import dev.corral.spi.BinaryOp;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.RawOps;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;
import dev.corral.tensor.Window;
import java.util.List;
import java.util.Optional;

/** The vocabulary: allocates each result and hands the arrays to what computes it. */
final class CpuOps extends RawOps {
  private final Machine machine;
  private final Algorithm algorithm;
  private final Elementwise elementwise;
  private final Movement movement;
  private final Reductions reductions;

  CpuOps(Arena arena, Machine machine, Algorithm algorithm) {
    super(arena);
    this.machine = machine;
    this.algorithm = algorithm;
    this.elementwise = new Elementwise(machine.workers(), machine.kernels().functions());
    this.movement = new Movement(machine.workers());
    this.reductions = new Reductions(machine);
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    Tensor y = arena.allocate(shape);
    movement.fill(value, values(y), shape.size());
    return y;
  }

  // Element-wise functions

  @Override
  protected Tensor map(UnaryOp op, Tensor x) {
    return switch (op) {
      case NEG -> map(UnaryLoops::neg, x);
      case EXP -> map(functions()::exp, x);
      case LOG -> map(functions()::log, x);
      case SQRT -> map(UnaryLoops::sqrt, x);
      case TANH -> map(functions()::tanh, x);
    };
  }

  @Override
  public Tensor abs(Tensor x) {
    return map(UnaryLoops::abs, x);
  }

  @Override
  public Tensor square(Tensor x) {
    return map(UnaryLoops::square, x);
  }

  @Override
  public Tensor relu(Tensor x) {
    return map(UnaryLoops::relu, x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return map(functions()::sigmoid, x);
  }

  /** Functions that have vector forms. */
  Functions functions() {
    return machine.kernels().functions();
  }

  private Tensor map(UnaryLoops.Loop loop, Tensor x) {
    Tensor y = arena.allocate(x.shape());
    elementwise.map(loop, values(x), values(y), x.shape().size());
    return y;
  }

  @Override
  protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
    Tensor y = arena.allocate(a.shape().broadcastWith(b.shape()));
    elementwise.map(op, values(a), a.shape(), values(b), b.shape(), values(y), y.shape());
    return y;
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = condition.shape().broadcastWith(a.shape()).broadcastWith(b.shape());
    Tensor y = arena.allocate(shape);
    elementwise.where(
        values(condition),
        View.broadcast(condition.shape(), shape),
        values(a),
        View.broadcast(a.shape(), shape),
        values(b),
        View.broadcast(b.shape(), shape),
        values(y));
    return y;
  }

  // Reductions

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return fold(Reductions.Fold.SUM, x, keepDims, axes);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return fold(Reductions.Fold.MAX, x, keepDims, axes);
  }

  private Tensor fold(Reductions.Fold fold, Tensor x, boolean keepDims, int... axes) {
    Tensor y = arena.allocate(x.shape().reduce(keepDims, axes));
    reductions.fold(fold, values(x), x.shape(), axes, values(y));
    return y;
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    Tensor y = arena.allocate(x.shape().reduce(keepDims, axis));
    reductions.argmax(values(x), x.shape(), axis, values(y));
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
    movement.take(values(x), view, values(y), 0);
    return y;
  }

  @Override
  public Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    View part = View.slice(x.shape(), slices);
    Tensor y = arena.allocate(x.shape());
    System.arraycopy(values(x), 0, values(y), 0, x.shape().size());
    Tensor whole = source.shape().equals(part.shape()) ? source : broadcast(source, part.shape());
    movement.put(values(whole), part, values(y));
    return y;
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    Tensor y = fill(x.shape().pad(pads), value);
    movement.put(values(x), View.pad(x.shape(), pads), values(y));
    return y;
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    int size = tensors.stream().mapToInt(x -> x.shape().dim(axis)).sum();
    Tensor y = arena.allocate(tensors.get(0).shape().with(axis, size));
    int start = 0;
    for (Tensor x : tensors) {
      int count = x.shape().dim(axis);
      movement.put(values(x), View.part(y.shape(), axis, start, count), values(y));
      start += count;
    }
    return y;
  }

  // Contraction, windows, convolution and pooling

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    Tensor y = arena.allocate(a.shape().matmul(b.shape()));
    new MatrixProduct(machine, a.shape(), b.shape(), y.shape())
        .run(values(a), values(b), values(y));
    return y;
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    Tensor padded = pad(x, 0, around(window.padding()));
    View taps = View.windows(padded.shape(), window);
    Tensor columns = arena.allocate(window.columns(x.shape()));
    movement.take(values(padded), taps, values(columns), 0);
    return columns;
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    Pad[] pads = around(window.padding());
    Tensor padded = fill(shape.pad(pads), 0);
    View taps = View.windows(padded.shape(), window);
    movement.add(values(columns), taps, values(padded));
    return take(padded, View.pad(shape, pads));
  }

  private static Pad[] around(Padding p) {
    return new Pad[] {Pad.NONE, Pad.NONE, Pad.of(p.top(), p.bottom()), Pad.of(p.left(), p.right())};
  }

  private Convolution convolution(Shape x, Shape kernel, Conv2dOptions options) {
    return new Convolution(machine, algorithm, x, kernel, options);
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return conv2d(x, kernel, options, Finish.NONE);
  }

  Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options, Finish finish) {
    Tensor y = arena.allocate(options.outputShape(x.shape(), kernel.shape()));
    convolution(x.shape(), kernel.shape(), options).forward(values(x), kernel, values(y), finish);
    return y;
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    Tensor dx = arena.allocate(shape);
    convolution(shape, kernel.shape(), options).inputGradient(values(gradient), kernel, values(dx));
    return dx;
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    Tensor dk = arena.allocate(shape);
    convolution(x.shape(), shape, options).kernelGradient(values(x), values(gradient), values(dk));
    return dk;
  }

  private Pooling pooling(Shape x, Pool2dOptions options) {
    return new Pooling(machine, x, options);
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    pooling(x.shape(), options).max(values(x), values(y));
    return y;
  }

  @Override
  public Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    Tensor dx = arena.allocate(x.shape());
    pooling(x.shape(), options)
        .maxGradient(values(x), values(output), values(gradient), values(dx));
    return dx;
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    pooling(x.shape(), options).average(values(x), values(y));
    return y;
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    Tensor dx = arena.allocate(shape);
    pooling(shape, options).averageGradient(values(gradient), values(dx));
    return dx;
  }

  // Layers

  @Override
  public Optional<Layer> layer(LayerSpec spec) {
    return spec instanceof Conv2dSpec conv2d
        ? Optional.of(new FusedConv2d(this, conv2d))
        : Optional.empty();
  }

  Tensor combine(UnaryLoops.GradientLoop loop, Tensor y, Tensor gradient) {
    Tensor result = arena.allocate(y.shape());
    elementwise.map(loop, values(y), values(gradient), values(result), y.shape().size());
    return result;
  }
}
