package dev.corral.backend;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The operations as users call them: the vocabulary of {@link TensorOps}, every argument checked,
 * and shorter ways to say the usual things. Axes count from 0 or, from the end, from −1; naming no
 * axis means all of them. A scope gives them ({@link Scope#ops}), and so does a recording.
 *
 * <p>Every method throws {@link ShapeException} for shapes, axes or options that do not fit, {@link
 * dev.corral.tensor.ClosedException} for what has closed and {@link
 * dev.corral.tensor.ForeignTensorException} for a tensor of another session; nothing has changed
 * then.
 */
public interface Ops extends TensorOps {

  /**
   * Runs several calls as one: what they make on the way is freed as soon as they are done, unless
   * a recording still needs it.
   *
   * @param calls calls of these operations
   * @return their result
   */
  Tensor together(Supplier<Tensor> calls);

  // Creation

  /** A scalar. */
  default Tensor tensor(float value) {
    return fromArray(Shape.scalar(), new float[] {value});
  }

  /** A vector. */
  default Tensor tensor(float[] values) {
    return fromArray(Shape.of(values.length), values);
  }

  /** A matrix from its rows, all of one length. */
  default Tensor tensor(float[][] rows) {
    return NestedArrays.tensor(this, rows, 2);
  }

  /** A tensor of rank 3 from nested arrays, none ragged. */
  default Tensor tensor(float[][][] values) {
    return NestedArrays.tensor(this, values, 3);
  }

  /** A tensor of rank 4, as a batch of images, from nested arrays, none ragged. */
  default Tensor tensor(float[][][][] values) {
    return NestedArrays.tensor(this, values, 4);
  }

  /** Zeros. */
  default Tensor zeros(int... dims) {
    return fill(Shape.of(dims), 0);
  }

  /** Ones. */
  default Tensor ones(int... dims) {
    return fill(Shape.of(dims), 1);
  }

  /** One value everywhere. */
  default Tensor full(float value, int... dims) {
    return fill(Shape.of(dims), value);
  }

  /** The vector 0, 1, …, stop − 1. */
  default Tensor arange(int stop) {
    return arange(0, stop, 1);
  }

  /** The vector start, start + step, … up to, but without, stop; step is not 0. */
  default Tensor arange(double start, double stop, double step) {
    double count = Math.max(0, Math.ceil((stop - start) / step));
    if (!(count <= Integer.MAX_VALUE)) {
      throw new ShapeException(
          "arange from " + start + " to " + stop + " by " + step,
          "a step that is not 0 and at most " + Integer.MAX_VALUE + " values",
          "Check the step and the ends");
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (start + i * step);
    }
    return tensor(values);
  }

  /**
   * Random values, each equally likely in [low, high). Drawn on the host by {@link Random}, so the
   * same seed gives the same values on every backend.
   */
  default Tensor uniform(Shape shape, float low, float high, long seed) {
    Random random = new Random(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      float value = low + (high - low) * random.nextFloat();
      values[i] = value < high || low >= high ? value : Math.nextDown(high);
    }
    return fromArray(shape, values);
  }

  /** Random values of a normal distribution, drawn like those of {@link #uniform}. */
  default Tensor normal(Shape shape, float mean, float standardDeviation, long seed) {
    Random random = new Random(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + standardDeviation * random.nextGaussian());
    }
    return fromArray(shape, values);
  }

  // With a number

  /** a + b. */
  default Tensor add(Tensor a, float b) {
    return together(() -> add(a, full(b)));
  }

  /** a − b. */
  default Tensor sub(Tensor a, float b) {
    return together(() -> sub(a, full(b)));
  }

  /** a · b. */
  default Tensor mul(Tensor a, float b) {
    return together(() -> mul(a, full(b)));
  }

  /** a / b. */
  default Tensor div(Tensor a, float b) {
    return together(() -> div(a, full(b)));
  }

  /** a<sup>b</sup>. */
  default Tensor pow(Tensor a, float b) {
    return together(() -> pow(a, full(b)));
  }

  /** The larger. */
  default Tensor maximum(Tensor a, float b) {
    return together(() -> maximum(a, full(b)));
  }

  /** The smaller. */
  default Tensor minimum(Tensor a, float b) {
    return together(() -> minimum(a, full(b)));
  }

  /** 1 where a &lt; b. */
  default Tensor less(Tensor a, float b) {
    return together(() -> less(a, full(b)));
  }

  /** 1 where a &gt; b. */
  default Tensor greater(Tensor a, float b) {
    return together(() -> greater(a, full(b)));
  }

  /** 1 where a = b. */
  default Tensor equal(Tensor a, float b) {
    return together(() -> equal(a, full(b)));
  }

  // Reductions that drop the reduced axes

  /** The sum along axes, or of everything. */
  default Tensor sum(Tensor x, int... axes) {
    return sum(x, false, axes);
  }

  /** The mean along axes, or of everything. */
  default Tensor mean(Tensor x, int... axes) {
    return mean(x, false, axes);
  }

  /** The largest value along axes, or of everything. */
  default Tensor max(Tensor x, int... axes) {
    return max(x, false, axes);
  }

  /** The index of the first largest value along an axis. */
  default Tensor argmax(Tensor x, int axis) {
    return argmax(x, false, axis);
  }

  /** The row-major index of the first largest value of all. */
  default Tensor argmax(Tensor x) {
    return together(() -> argmax(reshape(x, -1), 0));
  }

  // Movement

  /** Another shape of as many elements; one size may be −1, and is found from the others. */
  default Tensor reshape(Tensor x, int... dims) {
    int[] sizes = dims.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= sizes[i];
      }
    }
    if (open >= 0) {
      if (known <= 0 || x.shape().size() % known != 0) {
        throw new ShapeException(
            "reshape: from " + x.shape() + " to " + Arrays.toString(dims),
            "sizes whose product divides " + x.shape().size() + " beside the -1",
            "Choose other sizes, or give all of them");
      }
      sizes[open] = (int) (x.shape().size() / known);
    }
    return reshape(x, Shape.of(sizes));
  }

  /** The last two axes exchanged. */
  default Tensor transpose(Tensor x) {
    return transpose(x, -2, -1);
  }

  /** Two axes exchanged. */
  default Tensor transpose(Tensor x, int a, int b) {
    int[] axes = x.shape().axes();
    int first = x.shape().axis(a);
    int second = x.shape().axis(b);
    axes[first] = second;
    axes[second] = first;
    return permute(x, axes);
  }

  /**
   * x with the elements that slices name replaced by a number: the book's {@code X[:, 2:6] = 0}.
   */
  default Tensor sliceScatter(Tensor x, float value, Slice... slices) {
    return together(() -> sliceScatter(x, full(value), slices));
  }

  /** Zeros around an image: pads the last two axes. */
  default Tensor pad(Tensor x, Padding padding) {
    Shape shape = x.shape();
    shape.axis(-2);
    Pad[] pads = new Pad[shape.rank()];
    Arrays.fill(pads, Pad.NONE);
    pads[shape.rank() - 2] = Pad.of(padding.top(), padding.bottom());
    pads[shape.rank() - 1] = Pad.of(padding.left(), padding.right());
    return pad(x, 0, pads);
  }

  /** Tensors one after the other along an axis. */
  default Tensor concat(int axis, Tensor... tensors) {
    return concat(List.of(tensors), axis);
  }

  /** From [batch, height, width, channels] to [batch, channels, height, width]. */
  default Tensor nhwcToNchw(Tensor x) {
    return permute(x, 0, 3, 1, 2);
  }

  /** From [batch, channels, height, width] to [batch, height, width, channels]. */
  default Tensor nchwToNhwc(Tensor x) {
    return permute(x, 0, 2, 3, 1);
  }

  /** A kernel from [height, width, inputs, outputs] to [outputs, inputs, height, width]. */
  default Tensor hwioToOihw(Tensor kernel) {
    return permute(kernel, 3, 2, 0, 1);
  }

  // Contraction and convolution

  /** The matrix product, each factor transposed or not. */
  default Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    return together(() -> matmul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b));
  }

  /**
   * The two-dimensional cross-correlation of a matrix [h, w] and a kernel [kh, kw], to [h − kh + 1,
   * w − kw + 1]: the chapter's {@code corr2d}.
   */
  default Tensor corr2d(Tensor x, Tensor kernel) {
    return together(() -> Matrices.correlate(this, x, kernel));
  }

  /** The strict convolution of matrices: {@link #corr2d} with the kernel flipped on both axes. */
  default Tensor convolve2d(Tensor x, Tensor kernel) {
    return together(() -> corr2d(x, flip(kernel)));
  }

  /** {@link #conv2d(Tensor, Tensor, Conv2dOptions)} with stride 1, no padding, one group. */
  default Tensor conv2d(Tensor x, Tensor kernel) {
    return conv2d(x, kernel, Conv2dOptions.DEFAULT);
  }

  /** Strict convolution: {@link #conv2d} with each kernel flipped on both axes. */
  default Tensor strictConv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return together(() -> conv2d(x, flip(kernel, -2, -1), options));
  }

  /**
   * The transposed convolution of x [n, k, h, w] and a kernel [k, c / groups, kh, kw], to [n, c,
   * oh, ow]: the adjoint of {@link #conv2d}; ONNX's ConvTranspose.
   *
   * @param outputPaddingHeight rows that the output has more at its end, 0 to stride − 1; 0 with
   *     SAME, which gives input × stride rows
   * @param outputPaddingWidth columns that the output has more at its end, 0 to stride − 1; 0 with
   *     SAME, which gives input × stride columns
   */
  default Tensor convTranspose2d(
      Tensor x,
      Tensor kernel,
      Conv2dOptions options,
      int outputPaddingHeight,
      int outputPaddingWidth) {
    return TransposedConvolution.apply(
        this, x, kernel, options, outputPaddingHeight, outputPaddingWidth);
  }

  /** {@link #convTranspose2d} without output padding. */
  default Tensor convTranspose2d(Tensor x, Tensor kernel, Conv2dOptions options) {
    return convTranspose2d(x, kernel, options, 0, 0);
  }
}
