package dev.corral.spi;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.List;
import java.util.Optional;

/**
 * The vocabulary of tensor arithmetic: the one interface that all of it goes through.
 *
 * <p>The abstract methods are the <em>primitives</em>, which a backend implements ({@link RawOps}
 * has two of them done). All others are composed of primitives, and a backend overrides those that
 * it can do faster. Every method leaves its arguments as they are and returns a new tensor.
 *
 * <p>Element-wise functions of two or three tensors broadcast as NumPy does. Comparisons give 1 for
 * true and 0 for false. NaN and infinities behave as in IEEE 754. Images are [batch, channels,
 * height, width].
 */
public interface TensorOps {

  // Creation

  /** A tensor of these values, row-major; the array is copied. */
  Tensor fromArray(Shape shape, float[] values);

  /** A tensor that holds one value everywhere. */
  Tensor fill(Shape shape, float value);

  // Element-wise functions of one tensor

  /** −x. */
  Tensor neg(Tensor x);

  /** e<sup>x</sup>. */
  Tensor exp(Tensor x);

  /** The natural logarithm; −∞ at 0, NaN below. */
  Tensor log(Tensor x);

  /** The square root; NaN below 0. */
  Tensor sqrt(Tensor x);

  /** The hyperbolic tangent. */
  Tensor tanh(Tensor x);

  /** |x|; its derivative at 0 is taken as 0. */
  default Tensor abs(Tensor x) {
    return maximum(x, neg(x));
  }

  /** x². */
  default Tensor square(Tensor x) {
    return mul(x, x);
  }

  /** max(x, 0); its derivative at 0 is taken as 0. */
  default Tensor relu(Tensor x) {
    return maximum(x, fill(Shape.scalar(), 0));
  }

  /** 1 / (1 + e<sup>−x</sup>). */
  default Tensor sigmoid(Tensor x) {
    return Composed.sigmoid(this, x);
  }

  // Element-wise functions of two or three tensors

  /** a + b. */
  Tensor add(Tensor a, Tensor b);

  /** a − b. */
  Tensor sub(Tensor a, Tensor b);

  /** a · b. */
  Tensor mul(Tensor a, Tensor b);

  /** a / b. */
  Tensor div(Tensor a, Tensor b);

  /** a<sup>b</sup>, as {@link Math#pow}. */
  Tensor pow(Tensor a, Tensor b);

  /** The larger, as {@link Math#max(float, float)}: NaN wins, and 0 is above −0. */
  Tensor maximum(Tensor a, Tensor b);

  /** The smaller, as {@link Math#min(float, float)}: NaN wins, and −0 is below 0. */
  default Tensor minimum(Tensor a, Tensor b) {
    return neg(maximum(neg(a), neg(b)));
  }

  /** 1 where a &lt; b. */
  Tensor less(Tensor a, Tensor b);

  /** 1 where a = b. */
  Tensor equal(Tensor a, Tensor b);

  /** 1 where a ≤ b. */
  default Tensor lessEqual(Tensor a, Tensor b) {
    return add(less(a, b), equal(a, b));
  }

  /** 1 where a &gt; b. */
  default Tensor greater(Tensor a, Tensor b) {
    return less(b, a);
  }

  /** 1 where a ≥ b. */
  default Tensor greaterEqual(Tensor a, Tensor b) {
    return lessEqual(b, a);
  }

  /** 1 where a ≠ b, so also where one is NaN. */
  default Tensor notEqual(Tensor a, Tensor b) {
    return sub(fill(Shape.scalar(), 1), equal(a, b));
  }

  /** a where the condition is not 0, b elsewhere; NaN counts as true. */
  Tensor where(Tensor condition, Tensor a, Tensor b);

  // Reductions; the axes are ascending and at least one, unless x is a scalar

  /** The sum along axes; 0 over nothing. A reduced axis stays with size 1 if keepDims. */
  Tensor sum(Tensor x, boolean keepDims, int... axes);

  /** The largest value along axes of size 1 or more; NaN wins, and 0 is above −0. */
  Tensor max(Tensor x, boolean keepDims, int... axes);

  /**
   * The index of the first largest value along an axis of 1 to 2<sup>24</sup>; NaN is largest, and
   * −0 equals 0.
   */
  Tensor argmax(Tensor x, boolean keepDims, int axis);

  /** The arithmetic mean along axes of size 1 or more. */
  default Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return Composed.mean(this, x, keepDims, axes);
  }

  /** e<sup>x</sup> / Σ e<sup>x</sup> along an axis, without overflow. */
  default Tensor softmax(Tensor x, int axis) {
    return Composed.softmax(this, x, axis);
  }

  /** log(softmax(x)) along an axis, without overflow. */
  default Tensor logSoftmax(Tensor x, int axis) {
    return Composed.logSoftmax(this, x, axis);
  }

  // Movement

  /** The same elements in the same order under another shape of as many elements. */
  Tensor reshape(Tensor x, Shape shape);

  /** The axes in another order: axis i of the result is axis axes[i] of x. */
  Tensor permute(Tensor x, int... axes);

  /** Part of a tensor, one slice an axis, each resolved: 0 ≤ start ≤ stop ≤ size. */
  Tensor slice(Tensor x, Slice... slices);

  /** x with the elements that slices name replaced by those of a source that broadcasts to them. */
  default Tensor sliceScatter(Tensor x, Tensor source, Slice... slices) {
    return Composed.sliceScatter(this, x, source, slices);
  }

  /** x with a value inserted around and between its elements, one pad an axis. */
  Tensor pad(Tensor x, float value, Pad... pads);

  /** The elements in reverse order along axes. */
  Tensor flip(Tensor x, int... axes);

  /** x stretched to a shape that it broadcasts to. */
  Tensor broadcast(Tensor x, Shape shape);

  /** One or more tensors one after the other along an axis; they agree in all others. */
  Tensor concat(List<Tensor> tensors, int axis);

  // Contraction

  /** The matrix product over the last two axes, [m, k] · [k, n]; the others broadcast. */
  Tensor matmul(Tensor a, Tensor b);

  // Windows, convolution and pooling; every padding is explicit

  /**
   * The elements of each window as a column: from [n, c, h, w] to [n, c · kernel, positions],
   * kernel and positions row-major, zeros for the padding.
   */
  Tensor im2col(Tensor x, Window window);

  /** The adjoint of {@link #im2col}: adds each column's elements back to where they came from. */
  Tensor col2im(Tensor columns, Shape shape, Window window);

  /**
   * The cross-correlation of x [n, c, h, w] and a kernel [k, c / groups, kh, kw], to [n, k, oh,
   * ow]; ONNX's Conv without bias.
   */
  default Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return Composed.conv2d(this, x, kernel, options);
  }

  /** The gradient of {@link #conv2d} by x, of the given shape; also a transposed convolution. */
  default Tensor conv2dInputGradient(
      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    return Composed.conv2dInputGradient(this, shape, kernel, gradient, options);
  }

  /** The gradient of {@link #conv2d} by the kernel, of the given shape. */
  default Tensor conv2dKernelGradient(
      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    return Composed.conv2dKernelGradient(this, x, shape, gradient, options);
  }

  /** The largest value of each window, the padding never being it; ONNX's MaxPool. */
  default Tensor maxPool2d(Tensor x, Pool2dOptions options) {
    return Composed.maxPool2d(this, x, options);
  }

  /**
   * The gradient of {@link #maxPool2d} by x; elements that tie for the largest share it. Who gets
   * it in a window that holds NaN is not specified.
   */
  default Tensor maxPool2dGradient(
      Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
    return Composed.maxPool2dGradient(this, x, output, gradient, options);
  }

  /** The mean of each window; ONNX's AveragePool. */
  default Tensor avgPool2d(Tensor x, Pool2dOptions options) {
    return Composed.avgPool2d(this, x, options);
  }

  /** The gradient of {@link #avgPool2d} by x, of the given shape. */
  default Tensor avgPool2dGradient(Shape shape, Tensor gradient, Pool2dOptions options) {
    return Composed.avgPool2dGradient(this, shape, gradient, options);
  }

  // Layers

  /** Runs a layer: the backend's own where {@link #layer} offers one, or the composed form. */
  default Tensor apply(LayerSpec spec, Tensor input, List<Tensor> parameters) {
    Optional<Layer> own = layer(spec);
    return own.isPresent()
        ? own.get().forward(input, parameters)
        : spec.compose(this, input, parameters);
  }

  /** The backend's own layer for a description, if it has one; {@link #apply} asks. */
  default Optional<Layer> layer(LayerSpec spec) {
    return Optional.empty();
  }
}
