package dev.corral.backend;

import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The user's door: checks every argument and normalises it, so that what stands behind the door,
 * the backend in the first place, needs no check at all. Longer than other classes because it has
 * one method for each word of the vocabulary.
 */
final class CheckedOps implements Ops {
  private final TensorOps inner;
  private final Region region;
  private final boolean decorated;

  /**
   * The door to operations.
   *
   * @param decorated whether somebody in between may still need what a shorthand makes on the way
   */
  CheckedOps(TensorOps inner, Region region, boolean decorated) {
    this.inner = inner;
    this.region = region;
    this.decorated = decorated;
  }

  @Override
  public Tensor together(Supplier<Tensor> calls) {
    return decorated ? calls.get() : region.keepResults(() -> List.of(calls.get())).get(0);
  }

  private void use(String operation, Tensor... tensors) {
    region.checkOpen();
    for (Tensor tensor : tensors) {
      Checks.usable(operation, tensor, region);
    }
  }

  private void broadcast(String operation, Tensor a, Tensor b) {
    use(operation, a, b);
    a.shape().broadcastWith(b.shape());
  }

  @Override
  public Tensor fromArray(Shape shape, float[] values) {
    use("fromArray");
    Checks.values(shape, values);
    return inner.fromArray(shape, values);
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    use("fill");
    return inner.fill(shape, value);
  }

  @Override
  public Tensor neg(Tensor x) {
    use("neg", x);
    return inner.neg(x);
  }

  @Override
  public Tensor exp(Tensor x) {
    use("exp", x);
    return inner.exp(x);
  }

  @Override
  public Tensor log(Tensor x) {
    use("log", x);
    return inner.log(x);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    use("sqrt", x);
    return inner.sqrt(x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    use("tanh", x);
    return inner.tanh(x);
  }

  @Override
  public Tensor abs(Tensor x) {
    use("abs", x);
    return inner.abs(x);
  }

  @Override
  public Tensor square(Tensor x) {
    use("square", x);
    return inner.square(x);
  }

  @Override
  public Tensor relu(Tensor x) {
    use("relu", x);
    return inner.relu(x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    use("sigmoid", x);
    return inner.sigmoid(x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    broadcast("add", a, b);
    return inner.add(a, b);
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    broadcast("sub", a, b);
    return inner.sub(a, b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    broadcast("mul", a, b);
    return inner.mul(a, b);
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    broadcast("div", a, b);
    return inner.div(a, b);
  }

  @Override
  public Tensor pow(Tensor a, Tensor b) {
    broadcast("pow", a, b);
    return inner.pow(a, b);
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    broadcast("maximum", a, b);
    return inner.maximum(a, b);
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    broadcast("minimum", a, b);
    return inner.minimum(a, b);
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    broadcast("less", a, b);
    return inner.less(a, b);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    broadcast("equal", a, b);
    return inner.equal(a, b);
  }

  @Override
  public Tensor lessEqual(Tensor a, Tensor b) {
    broadcast("lessEqual", a, b);
    return inner.lessEqual(a, b);
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    broadcast("greater", a, b);
    return inner.greater(a, b);
  }

  @Override
  public Tensor greaterEqual(Tensor a, Tensor b) {
    broadcast("greaterEqual", a, b);
    return inner.greaterEqual(a, b);
  }

  @Override
  public Tensor notEqual(Tensor a, Tensor b) {
    broadcast("notEqual", a, b);
    return inner.notEqual(a, b);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    use("where", condition, a, b);
    condition.shape().broadcastWith(a.shape()).broadcastWith(b.shape());
    return inner.where(condition, a, b);
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    use("sum", x);
    return inner.sum(x, keepDims, x.shape().axes(axes));
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    use("max", x);
    return inner.max(x, keepDims, Checks.overSomething("max", x.shape(), axes));
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    use("argmax", x);
    int[] only = Checks.overSomething("argmax", x.shape(), axis);
    Checks.argmaxFits(x.shape(), only[0]);
    return inner.argmax(x, keepDims, only[0]);
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDims, int... axes) {
    use("mean", x);
    return inner.mean(x, keepDims, Checks.overSomething("mean", x.shape(), axes));
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    use("softmax", x);
    return inner.softmax(x, Checks.overSomething("softmax", x.shape(), axis)[0]);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    use("logSoftmax", x);
    return inner.logSoftmax(x, Checks.overSomething("logSoftmax", x.shape(), axis)[0]);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    use("reshape", x);
    Checks.sameSize(x.shape(), shape);
    return inner.reshape(x, shape);
  }

  @Override
  public Tensor permute(Tensor x, int... axes) {
    use("permute", x);
    return inner.permute(x, Checks.permutation(x.shape(), axes));
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    use("slice", x);
    return inner.slice(x, Checks.slices(x.shape(), slices));
  }

  @Override
  public Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    use("sliceScatter", x, source);
    Slice[] all = Checks.slices(x.shape(), slices);
    Checks.broadcasts(source.shape(), x.shape().slice(all));
    return inner.sliceScatter(x, source, all);
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    use("pad", x);
    Shape shape = x.shape();
    Checks.atMostOneAnAxis("pad", shape, pads.length);
    Pad[] all = Arrays.copyOf(pads, shape.rank());
    Arrays.fill(all, pads.length, all.length, Pad.NONE);
    shape.pad(all);
    return inner.pad(x, value, all);
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    use("flip", x);
    return inner.flip(x, x.shape().axes(axes));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    use("broadcast", x);
    Checks.broadcasts(x.shape(), shape);
    return inner.broadcast(x, shape);
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    use("concat", tensors.toArray(Tensor[]::new));
    if (tensors.isEmpty()) {
      throw new ShapeException(
          "concat of no tensors", "at least one", "Leave the call out where there is nothing");
    }
    Shape first = tensors.get(0).shape();
    int along = first.axis(axis);
    long size = 0;
    for (Tensor tensor : tensors) {
      size += tensor.shape().rank() == first.rank() ? tensor.shape().dim(along) : 0;
      if (tensor.shape().rank() != first.rank()
          || !tensor.shape().with(along, 0).equals(first.with(along, 0))) {
        throw new ShapeException(
            "concat: the shapes " + first + " and " + tensor.shape() + " along axis " + along,
            "equal sizes along every other axis",
            "Reshape, slice or pad them to agree");
      }
    }
    first.with(along, (int) Math.min(size, Integer.MAX_VALUE));
    return inner.concat(List.copyOf(tensors), along);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    use("matmul", a, b);
    a.shape().matmul(b.shape());
    return inner.matmul(a, b);
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    use("im2col", x);
    return inner.im2col(x, checked("im2col", x.shape(), window));
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    use("col2im", columns);
    Window resolved = checked("col2im", shape, window);
    Checks.same("col2im", "tensor of columns", columns.shape(), resolved.columns(shape));
    return inner.col2im(columns, shape, resolved);
  }

  private static Window checked(String operation, Shape image, Window window) {
    Checks.image(operation, image);
    Window resolved = window.resolve(image.dim(2), image.dim(3));
    resolved.columns(image);
    return resolved;
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    use("conv2d", x, kernel);
    options.forwardShape(x.shape(), kernel.shape());
    return inner.conv2d(x, kernel, options.resolve(x.shape(), kernel.shape()));
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    use("conv2dInputGradient", kernel, gradient);
    Shape output = options.outputShape(shape, kernel.shape());
    Checks.same("conv2dInputGradient", "gradient", gradient.shape(), output);
    return inner.conv2dInputGradient(
        shape, kernel, gradient, options.resolve(shape, kernel.shape()));
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    use("conv2dKernelGradient", x, gradient);
    Shape output = options.outputShape(x.shape(), shape);
    Checks.same("conv2dKernelGradient", "gradient", gradient.shape(), output);
    return inner.conv2dKernelGradient(x, shape, gradient, options.resolve(x.shape(), shape));
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    use("maxPool2d", x);
    Checks.pool("maxPool2d", x.shape(), options);
    return inner.maxPool2d(x, options.resolve(x.shape()));
  }

  @Override
  public Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    use("maxPool2dGradient", x, output, gradient);
    Checks.pool("maxPool2dGradient", x.shape(), options);
    Shape pooled = options.outputShape(x.shape());
    Checks.same("maxPool2dGradient", "pooled image", output.shape(), pooled);
    Checks.same("maxPool2dGradient", "gradient", gradient.shape(), pooled);
    return inner.maxPool2dGradient(x, output, gradient, options.resolve(x.shape()));
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    use("avgPool2d", x);
    Checks.pool("avgPool2d", x.shape(), options);
    return inner.avgPool2d(x, options.resolve(x.shape()));
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    use("avgPool2dGradient", gradient);
    Checks.pool("avgPool2dGradient", shape, options);
    Checks.same("avgPool2dGradient", "gradient", gradient.shape(), options.outputShape(shape));
    return inner.avgPool2dGradient(shape, gradient, options.resolve(shape));
  }

  @Override
  public Tensor apply(LayerSpec spec, Tensor input, List<Tensor> parameters) {
    use("apply", input);
    use("apply", parameters.toArray(Tensor[]::new));
    List<Shape> expected = List.copyOf(spec.parameterShapes().values());
    List<Shape> given = parameters.stream().map(Tensor::shape).toList();
    if (!given.equals(expected)) {
      throw new ShapeException(
          "apply: parameters of shapes " + given + " for " + spec,
          "the shapes " + expected + ", named " + spec.parameterShapes().keySet(),
          "Pass the parameters in the order of the description");
    }
    spec.outputShape(input.shape());
    return inner.apply(spec.resolve(input.shape()), input, List.copyOf(parameters));
  }

  @Override
  public Optional<Layer> layer(LayerSpec spec) {
    return inner.layer(spec);
  }
}
