package dev.corral.backend;

import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Operations that pass every call on, defaults included, so that a decorator never hides what the
 * decorated operations override. A decorator says in {@link #around} what happens around each call.
 */
public abstract class ForwardingOps implements TensorOps {
  private final TensorOps delegate;

  /**
   * Operations around others.
   *
   * @param delegate where every call goes
   */
  protected ForwardingOps(TensorOps delegate) {
    this.delegate = delegate;
  }

  /**
   * Makes a call.
   *
   * @param operation its name, as {@code conv2d}
   * @param call runs it on the decorated operations and gives its results
   * @return the results to hand on
   */
  protected abstract List<Tensor> around(String operation, Supplier<List<Tensor>> call);

  private Tensor call(String operation, Supplier<Tensor> call) {
    return around(operation, () -> List.of(call.get())).get(0);
  }

  @Override
  public Tensor fromArray(Shape shape, float[] values) {
    return call("fromArray", () -> delegate.fromArray(shape, values));
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    return call("fill", () -> delegate.fill(shape, value));
  }

  @Override
  public Tensor neg(Tensor x) {
    return call("neg", () -> delegate.neg(x));
  }

  @Override
  public Tensor exp(Tensor x) {
    return call("exp", () -> delegate.exp(x));
  }

  @Override
  public Tensor log(Tensor x) {
    return call("log", () -> delegate.log(x));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return call("sqrt", () -> delegate.sqrt(x));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return call("tanh", () -> delegate.tanh(x));
  }

  @Override
  public Tensor abs(Tensor x) {
    return call("abs", () -> delegate.abs(x));
  }

  @Override
  public Tensor square(Tensor x) {
    return call("square", () -> delegate.square(x));
  }

  @Override
  public Tensor relu(Tensor x) {
    return call("relu", () -> delegate.relu(x));
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return call("sigmoid", () -> delegate.sigmoid(x));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return call("add", () -> delegate.add(a, b));
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return call("sub", () -> delegate.sub(a, b));
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return call("mul", () -> delegate.mul(a, b));
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return call("div", () -> delegate.div(a, b));
  }

  @Override
  public Tensor pow(Tensor a, Tensor b) {
    return call("pow", () -> delegate.pow(a, b));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return call("maximum", () -> delegate.maximum(a, b));
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return call("minimum", () -> delegate.minimum(a, b));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return call("less", () -> delegate.less(a, b));
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return call("equal", () -> delegate.equal(a, b));
  }

  @Override
  public Tensor lessEqual(Tensor a, Tensor b) {
    return call("lessEqual", () -> delegate.lessEqual(a, b));
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    return call("greater", () -> delegate.greater(a, b));
  }

  @Override
  public Tensor greaterEqual(Tensor a, Tensor b) {
    return call("greaterEqual", () -> delegate.greaterEqual(a, b));
  }

  @Override
  public Tensor notEqual(Tensor a, Tensor b) {
    return call("notEqual", () -> delegate.notEqual(a, b));
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return call("where", () -> delegate.where(condition, a, b));
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return call("sum", () -> delegate.sum(x, keepDims, axes));
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return call("max", () -> delegate.max(x, keepDims, axes));
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    return call("argmax", () -> delegate.argmax(x, keepDims, axis));
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return call("mean", () -> delegate.mean(x, keepDims, axes));
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return call("softmax", () -> delegate.softmax(x, axis));
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return call("logSoftmax", () -> delegate.logSoftmax(x, axis));
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return call("reshape", () -> delegate.reshape(x, shape));
  }

  @Override
  public Tensor permute(Tensor x, int... axes) {
    return call("permute", () -> delegate.permute(x, axes));
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    return call("slice", () -> delegate.slice(x, slices));
  }

  @Override
  public Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    return call("sliceScatter", () -> delegate.sliceScatter(x, source, slices));
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    return call("pad", () -> delegate.pad(x, value, pads));
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    return call("flip", () -> delegate.flip(x, axes));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    return call("broadcast", () -> delegate.broadcast(x, shape));
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    return call("concat", () -> delegate.concat(tensors, axis));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return call("matmul", () -> delegate.matmul(a, b));
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    return call("im2col", () -> delegate.im2col(x, window));
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    return call("col2im", () -> delegate.col2im(columns, shape, window));
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return call("conv2d", () -> delegate.conv2d(x, kernel, options));
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    return call(
        "conv2dInputGradient",
        () -> delegate.conv2dInputGradient(shape, kernel, gradient, options));
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    return call(
        "conv2dKernelGradient", () -> delegate.conv2dKernelGradient(x, shape, gradient, options));
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    return call("maxPool2d", () -> delegate.maxPool2d(x, options));
  }

  @Override
  public Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    return call(
        "maxPool2dGradient", () -> delegate.maxPool2dGradient(x, output, gradient, options));
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    return call("avgPool2d", () -> delegate.avgPool2d(x, options));
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    return call("avgPool2dGradient", () -> delegate.avgPool2dGradient(shape, gradient, options));
  }

  @Override
  public Tensor apply(LayerSpec spec, Tensor input, List<Tensor> parameters) {
    return call("apply", () -> delegate.apply(spec, input, parameters));
  }

  @Override
  public Optional<Layer> layer(LayerSpec spec) {
    return delegate.layer(spec).map(this::forwarding);
  }

  private Layer forwarding(Layer layer) {
    return layer instanceof Layer.Differentiable differentiable
        ? new ForwardingDifferentiable(differentiable)
        : (input, parameters) -> call("apply", () -> layer.forward(input, parameters));
  }

  /** A backend's layer, its calls passed on like those of the operations. */
  private final class ForwardingDifferentiable implements Layer.Differentiable {
    private final Layer.Differentiable layer;

    ForwardingDifferentiable(Layer.Differentiable layer) {
      this.layer = layer;
    }

    @Override
    public Tensor forward(Tensor input, List<Tensor> parameters) {
      return call("apply", () -> layer.forward(input, parameters));
    }

    @Override
    public Tensor inputGradient(
        Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
      return call("inputGradient", () -> layer.inputGradient(input, parameters, output, gradient));
    }

    @Override
    public List<Tensor> parameterGradients(
        Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
      return around(
          "parameterGradients",
          () -> layer.parameterGradients(input, parameters, output, gradient));
    }
  }
}
