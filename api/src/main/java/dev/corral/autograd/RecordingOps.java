package dev.corral.autograd;

import dev.corral.autograd.Entry.Argument;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operations that write down how to differentiate each call. Every word of the vocabulary is one of
 * three: it has a rule here; or it is constant, and recorded without one; or it is not overridden
 * here, so that its composed form is recorded. Longer than other classes because it is the table of
 * all the rules.
 */
final class RecordingOps implements TensorOps {
  private final TensorOps inner;
  private final List<Entry> entries;

  RecordingOps(TensorOps inner, List<Entry> entries) {
    this.inner = inner;
    this.entries = entries;
  }

  private Tensor record(String operation, Tensor result, Argument... arguments) {
    entries.add(new Entry(operation, result, List.of(arguments)));
    return result;
  }

  private static Argument by(Tensor argument, Pullback pullback) {
    return new Argument(argument, pullback);
  }

  /** An argument that broadcasts: its gradient is summed over what it was stretched to. */
  private static Argument stretched(Tensor argument, Pullback pullback) {
    return by(argument, (ops, g) -> Rules.unbroadcast(ops, pullback.apply(ops, g), argument));
  }

  private static Argument constant(Tensor argument) {
    return new Argument(argument, null);
  }

  // Constant: the result does not vary, or not smoothly, with the arguments

  @Override
  public Tensor fromArray(Shape shape, float[] values) {
    return record(Recording.HOST_MADE, inner.fromArray(shape, values));
  }

  @Override
  public Tensor fill(Shape shape, float value) {
    return record("fill", inner.fill(shape, value));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return record("less", inner.less(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return record("equal", inner.equal(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor lessEqual(Tensor a, Tensor b) {
    return record("lessEqual", inner.lessEqual(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    return record("greater", inner.greater(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor greaterEqual(Tensor a, Tensor b) {
    return record("greaterEqual", inner.greaterEqual(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor notEqual(Tensor a, Tensor b) {
    return record("notEqual", inner.notEqual(a, b), constant(a), constant(b));
  }

  @Override
  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
    return record("argmax", inner.argmax(x, keepDims, axis), constant(x));
  }

  // Element-wise functions

  @Override
  public Tensor neg(Tensor x) {
    return record("neg", inner.neg(x), by(x, TensorOps::neg));
  }

  @Override
  public Tensor exp(Tensor x) {
    Tensor y = inner.exp(x);
    return record("exp", y, by(x, (ops, g) -> ops.mul(g, y)));
  }

  @Override
  public Tensor log(Tensor x) {
    return record("log", inner.log(x), by(x, (ops, g) -> ops.div(g, x)));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    Tensor y = inner.sqrt(x);
    return record("sqrt", y, by(x, (ops, g) -> ops.div(g, ops.add(y, y))));
  }

  @Override
  public Tensor tanh(Tensor x) {
    Tensor y = inner.tanh(x);
    return record("tanh", y, by(x, (ops, g) -> ops.sub(g, ops.mul(g, ops.mul(y, y)))));
  }

  @Override
  public Tensor abs(Tensor x) {
    return record("abs", inner.abs(x), by(x, (ops, g) -> ops.mul(g, Rules.sign(ops, x))));
  }

  @Override
  public Tensor relu(Tensor x) {
    return record("relu", inner.relu(x), by(x, (ops, g) -> Rules.wherePositive(ops, x, g)));
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    Tensor y = inner.sigmoid(x);
    return record(
        "sigmoid", y, by(x, (ops, g) -> ops.mul(ops.mul(g, y), ops.sub(Rules.one(ops), y))));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return record(
        "add",
        inner.add(a, b),
        stretched(a, Rules::sameGradient),
        stretched(b, Rules::sameGradient));
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return record(
        "sub", inner.sub(a, b), stretched(a, Rules::sameGradient), stretched(b, TensorOps::neg));
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return record(
        "mul",
        inner.mul(a, b),
        stretched(a, (ops, g) -> ops.mul(g, b)),
        stretched(b, (ops, g) -> ops.mul(g, a)));
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    Tensor y = inner.div(a, b);
    return record(
        "div",
        y,
        stretched(a, (ops, g) -> ops.div(g, b)),
        stretched(b, (ops, g) -> ops.neg(ops.div(ops.mul(g, y), b))));
  }

  @Override
  public Tensor pow(Tensor a, Tensor b) {
    Tensor y = inner.pow(a, b);
    return record(
        "pow",
        y,
        stretched(a, (ops, g) -> Rules.powByBase(ops, a, b, g)),
        stretched(b, (ops, g) -> Rules.powByExponent(ops, a, y, g)));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return record(
        "maximum",
        inner.maximum(a, b),
        stretched(a, (ops, g) -> Rules.whereLarger(ops, a, b, g)),
        stretched(b, (ops, g) -> Rules.whereLarger(ops, b, a, g)));
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return record(
        "where",
        inner.where(condition, a, b),
        constant(condition),
        stretched(a, (ops, g) -> ops.where(condition, g, Rules.zero(ops))),
        stretched(b, (ops, g) -> ops.where(condition, Rules.zero(ops), g)));
  }

  // Reductions

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    Shape kept = x.shape().reduce(true, axes);
    return record(
        "sum",
        inner.sum(x, keepDims, axes),
        by(x, (ops, g) -> ops.broadcast(ops.reshape(g, kept), x.shape())));
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    Tensor y = inner.max(x, keepDims, axes);
    return record("max", y, by(x, (ops, g) -> Rules.max(ops, x, y, g, axes)));
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    Tensor y = inner.softmax(x, axis);
    return record("softmax", y, by(x, (ops, g) -> Rules.softmax(ops, y, g, axis)));
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    Tensor y = inner.logSoftmax(x, axis);
    return record("logSoftmax", y, by(x, (ops, g) -> Rules.logSoftmax(ops, y, g, axis)));
  }

  // Movement

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return record("reshape", inner.reshape(x, shape), by(x, (ops, g) -> ops.reshape(g, x.shape())));
  }

  @Override
  public Tensor permute(Tensor x, int... axes) {
    int[] back = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      back[axes[axis]] = axis;
    }
    return record("permute", inner.permute(x, axes), by(x, (ops, g) -> ops.permute(g, back)));
  }

  @Override
  public Tensor slice(Tensor x, Slice... slices) {
    Pad[] back = new Pad[slices.length];
    for (int axis = 0; axis < slices.length; axis++) {
      back[axis] = slices[axis].padBack(x.shape().dim(axis));
    }
    return record("slice", inner.slice(x, slices), by(x, (ops, g) -> ops.pad(g, 0, back)));
  }

  @Override
  public Tensor pad(Tensor x, float value, Pad... pads) {
    Slice[] back = new Slice[pads.length];
    for (int axis = 0; axis < pads.length; axis++) {
      back[axis] = pads[axis].sliceBack(x.shape().dim(axis));
    }
    return record("pad", inner.pad(x, value, pads), by(x, (ops, g) -> ops.slice(g, back)));
  }

  @Override
  public Tensor flip(Tensor x, int... axes) {
    return record("flip", inner.flip(x, axes), by(x, (ops, g) -> ops.flip(g, axes)));
  }

  @Override
  public Tensor broadcast(Tensor x, Shape shape) {
    return record("broadcast", inner.broadcast(x, shape), stretched(x, Rules::sameGradient));
  }

  @Override
  public Tensor concat(List<Tensor> tensors, int axis) {
    List<Argument> arguments = new ArrayList<>();
    int start = 0;
    for (Tensor tensor : tensors) {
      Slice part = Slice.of(start, start + tensor.shape().dim(axis));
      arguments.add(by(tensor, (ops, g) -> Rules.part(ops, g, axis, part)));
      start = part.stop();
    }
    return record("concat", inner.concat(tensors, axis), arguments.toArray(Argument[]::new));
  }

  // Contraction, windows, convolution and pooling

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return record(
        "matmul",
        inner.matmul(a, b),
        stretched(a, (ops, g) -> ops.matmul(g, Rules.transpose(ops, b))),
        stretched(b, (ops, g) -> ops.matmul(Rules.transpose(ops, a), g)));
  }

  @Override
  public Tensor im2col(Tensor x, Window window) {
    return record(
        "im2col", inner.im2col(x, window), by(x, (ops, g) -> ops.col2im(g, x.shape(), window)));
  }

  @Override
  public Tensor col2im(Tensor columns, Shape shape, Window window) {
    return record(
        "col2im",
        inner.col2im(columns, shape, window),
        by(columns, (ops, g) -> ops.im2col(g, window)));
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return record(
        "conv2d",
        inner.conv2d(x, kernel, options),
        by(x, (ops, g) -> ops.conv2dInputGradient(x.shape(), kernel, g, options)),
        by(kernel, (ops, g) -> ops.conv2dKernelGradient(x, kernel.shape(), g, options)));
  }

  @Override
  public Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    return record(
        "conv2dInputGradient",
        inner.conv2dInputGradient(shape, kernel, gradient, options),
        by(kernel, (ops, g) -> ops.conv2dKernelGradient(g, kernel.shape(), gradient, options)),
        by(gradient, (ops, g) -> ops.conv2d(g, kernel, options)));
  }

  @Override
  public Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    return record(
        "conv2dKernelGradient",
        inner.conv2dKernelGradient(x, shape, gradient, options),
        by(x, (ops, g) -> ops.conv2dInputGradient(x.shape(), g, gradient, options)),
        by(gradient, (ops, g) -> ops.conv2d(x, g, options)));
  }

  @Override
  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    Tensor y = inner.maxPool2d(x, options);
    return record("maxPool2d", y, by(x, (ops, g) -> ops.maxPool2dGradient(x, y, g, options)));
  }

  @Override
  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    return record(
        "avgPool2d",
        inner.avgPool2d(x, options),
        by(x, (ops, g) -> ops.avgPool2dGradient(x.shape(), g, options)));
  }

  @Override
  public Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    return record(
        "avgPool2dGradient",
        inner.avgPool2dGradient(shape, gradient, options),
        by(gradient, (ops, g) -> ops.avgPool2d(g, options)));
  }

  // Layers

  /** As composed; a layer that hands an argument through still gives a tensor of its own. */
  @Override
  public Tensor apply(LayerSpec spec, Tensor input, List<Tensor> parameters) {
    Tensor y = TensorOps.super.apply(spec, input, parameters);
    boolean handedThrough = y == input || parameters.stream().anyMatch(p -> p == y);
    return handedThrough ? reshape(y, y.shape()) : y;
  }

  /** A layer with its own backward is one entry; without one, it is recorded as composed. */
  @Override
  public Optional<Layer> layer(LayerSpec spec) {
    return inner
        .layer(spec)
        .filter(Layer.Differentiable.class::isInstance)
        .map(layer -> (input, parameters) -> recorded(spec, layer, input, parameters));
  }

  private Tensor recorded(LayerSpec spec, Layer layer, Tensor input, List<Tensor> parameters) {
    Tensor y = layer.forward(input, parameters);
    LayerGradients gradients = new LayerGradients(spec, input, parameters, y);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(by(input, gradients::byInput));
    for (int i = 0; i < parameters.size(); i++) {
      int index = i;
      arguments.add(by(parameters.get(i), (ops, g) -> gradients.byParameter(ops, g, index)));
    }
    return record("apply", y, arguments.toArray(Argument[]::new));
  }
}
