package dev.corral.conformance.reference;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What a convolution may be off by that is computed in tiles of outputs, by Winograd's minimal
 * filtering: F(2, 3), down the columns of a kernel, along its rows, or both. Lavin and Gray,
 * <em>Fast Algorithms for Convolutional Neural Networks</em>, CVPR 2016, have F(2×2, 3×3); larger
 * kernels, and those of a stride, are cut into threes, twos and ones of taps, whose products of a
 * kind are summed before the last transform.
 *
 * <p>With the transforms Bᵀ (whose rows add two elements), G (rows of up to three, columns that sum
 * to 2 at most) and Aᵀ (rows of three), every output adds up numbers whose magnitudes sum to at
 * most 4·max|x| · 4·Σ|w|, and 4·max|x| · Σ|w| along one axis alone; each went through 2 + 4 + 4
 * roundings in the transforms and one for each product of its kind. So with t of these the error is
 * at most 16·γ₍t₊₁₀₎·max|x|·Σ|w|; F(2×2, 3×3) has one a channel, and other ways have less than a
 * quarter of the direct products, or enlarge a quarter as much. On integers all numbers are
 * multiples of ¼, and exact while 4·16·max|x|·Σ|w| &lt; 2<sup>24</sup>. The gradient by the kernel
 * turns the roles round: A enlarges no sum of a tile's gradients, Bᵀ and Gᵀ enlarge 4 times each,
 * and the sum is over tiles instead of channels.
 *
 * <p>F(4×4, 3×3) with the points 0, ±1, ±i and ∞ (Meng and Brothers, <em>Efficient Winograd
 * Convolution via Integer Arithmetic</em>, 2019) may be used too. It divides by powers of two only:
 * no number of it is more than 48·max|x|·Σ|w| of the units that it is a multiple of, and so it is
 * exact where the others are. Its outputs add up numbers of up to 46·max|x|·Σ|w|, of which no bound
 * as tight follows as the one above; but its error was measured to be that of F(2×2, 3×3), a
 * fiftieth of the bound and less, and it is held to the same. Its tiles reach three elements beyond
 * a window, those of two outputs one.
 */
public final class Tiles {
  private static final int LEAST_KERNEL = 3;
  private static final double MAGNIFICATION = 16;
  private static final int ROUNDINGS = 10;
  private static final double LARGEST_EXACT_QUARTER = 0x1p22;

  private Tiles() {}

  /**
   * Whether a convolution may be computed in tiles.
   *
   * @param kernel its shape
   * @param options its options
   * @return true for kernels of at least 3×3 without dilation
   */
  public static boolean apply(Shape kernel, Conv2dOptions options) {
    return kernel.dim(2) >= LEAST_KERNEL
        && kernel.dim(3) >= LEAST_KERNEL
        && options.dilationHeight() == 1
        && options.dilationWidth() == 1;
  }

  /**
   * Whether the gradient of a convolution by its input may be computed in tiles.
   *
   * @param kernel its shape
   * @param options its options
   * @return true for kernels of at least 3×3 with stride 1 and without dilation
   */
  public static boolean applyToInputGradient(Shape kernel, Conv2dOptions options) {
    return apply(kernel, options) && isPlain(options);
  }

  private static boolean isPlain(Conv2dOptions options) {
    return options.strideHeight() == 1 && options.strideWidth() == 1;
  }

  /**
   * How many products an output may sum up before its last transform.
   *
   * @param kernel its shape
   * @param options its options
   * @param channels that it sums over
   * @return one a channel for F(2×2, 3×3), otherwise a quarter of the direct products
   */
  public static int terms(Shape kernel, Conv2dOptions options, int channels) {
    int taps = kernel.dim(2) * kernel.dim(3);
    return isSmallAndPlain(kernel, options) ? channels : (channels * taps + 3) / 4;
  }

  /**
   * How far beyond the window of an output its tile may reach: as many as the other outputs of it.
   *
   * @param kernel its shape
   * @param options its options
   * @return outputs along an axis: 3 for kernels of 3×3 with stride 1, otherwise 1
   */
  private static int reach(Shape kernel, Conv2dOptions options) {
    return isSmallAndPlain(kernel, options) ? 3 : 1;
  }

  private static boolean isSmallAndPlain(Shape kernel, Conv2dOptions options) {
    return kernel.dim(2) == LEAST_KERNEL && kernel.dim(3) == LEAST_KERNEL && isPlain(options);
  }

  /**
   * The cross-correlation, within the bound of tiles where they apply.
   *
   * @param x [n, c, h, w]
   * @param kernel [k, c / groups, kh, kw]
   * @param options stride, padding, dilation and groups
   * @return [n, k, oh, ow]
   */
  public static Expectation conv2d(DoubleTensor x, DoubleTensor kernel, Conv2dOptions options) {
    Contraction direct = ConvolutionReference.conv2d(x, kernel, options);
    if (!apply(kernel.shape(), options)) {
      return direct.expectation();
    }
    Shape w = kernel.shape();
    int depth = w.dim(1);
    int outputsOfGroup = w.dim(0) / options.groups();
    Window window = options.window(w);
    int top = WindowAxis.rows(window, x.shape().dim(2), false).begin();
    int left = WindowAxis.columns(window, x.shape().dim(3), false).begin();
    int down = options.strideHeight();
    int along = options.strideWidth();
    return judged(
        direct,
        terms(w, options, depth),
        reach(w, options),
        areIntegers(x) && areIntegers(kernel),
        (y, around) ->
            largest(
                x,
                y[0],
                y[1] / outputsOfGroup * depth,
                depth,
                new Span((y[2] - around) * down - top, w.dim(2) + 2 * around * down),
                new Span((y[3] - around) * along - left, w.dim(3) + 2 * around * along)),
        y -> sum(kernel, y[1], 1, 0, depth));
  }

  /**
   * The gradient of the cross-correlation by x, within the bound of tiles where they apply and the
   * stride is 1.
   *
   * @param shape of x
   * @param kernel [k, c / groups, kh, kw]
   * @param gradient by the output, [n, k, oh, ow]
   * @param options those of the forward pass
   * @return of the given shape
   */
  public static Expectation inputGradient(
      Shape shape, DoubleTensor kernel, DoubleTensor gradient, Conv2dOptions options) {
    Contraction direct = ConvolutionReference.inputGradient(shape, kernel, gradient, options);
    if (!applyToInputGradient(kernel.shape(), options)) {
      return direct.expectation();
    }
    Shape w = kernel.shape();
    int depth = w.dim(0) / options.groups();
    Window window = options.window(w);
    int top = WindowAxis.rows(window, shape.dim(2), false).begin() - w.dim(2) + 1;
    int left = WindowAxis.columns(window, shape.dim(3), false).begin() - w.dim(3) + 1;
    return judged(
        direct,
        terms(w, options, depth),
        reach(w, options),
        areIntegers(gradient) && areIntegers(kernel),
        (x, around) ->
            largest(
                gradient,
                x[0],
                x[1] / w.dim(1) * depth,
                depth,
                new Span(x[2] + top - around, w.dim(2) + 2 * around),
                new Span(x[3] + left - around, w.dim(3) + 2 * around)),
        x -> sum(kernel, x[1] / w.dim(1) * depth, depth, x[1] % w.dim(1), 1));
  }

  /**
   * The gradient of the cross-correlation by its kernel, within the bound of tiles where they
   * apply.
   *
   * @param x [n, c, h, w]
   * @param kernel the shape [k, c / groups, kh, kw]
   * @param gradient by the output, [n, k, oh, ow]
   * @param options those of the forward pass
   * @return of the kernel's shape
   */
  public static Expectation kernelGradient(
      DoubleTensor x, Shape kernel, DoubleTensor gradient, Conv2dOptions options) {
    Contraction direct = ConvolutionReference.kernelGradient(x, kernel, gradient, options);
    if (!apply(kernel, options)) {
      return direct.expectation();
    }
    Shape y = gradient.shape();
    int tiles = y.dim(0) * ((y.dim(2) + 1) / 2) * ((y.dim(3) + 1) / 2);
    int outputsOfGroup = kernel.dim(0) / options.groups();
    double[] largest = ofChannels(x, Math::max);
    double[] sums = ofChannels(gradient, Double::sum);
    return judged(
        direct,
        tiles,
        areIntegers(x) && areIntegers(gradient),
        direct.value(),
        DoubleTensor.generate(
            kernel, w -> largest[w[0] / outputsOfGroup * kernel.dim(1) + w[1]] * sums[w[0]]));
  }

  /** The magnitudes of each channel's elements put together, over all images. */
  private static double[] ofChannels(DoubleTensor x, DoubleBinaryOperator together) {
    Shape shape = x.shape();
    double[] result = new double[shape.dim(1)];
    double[] elements = x.toArray();
    int size = shape.dim(2) * shape.dim(3);
    for (int i = 0; i < elements.length; i++) {
      int channel = i / size % shape.dim(1);
      result[channel] = together.applyAsDouble(result[channel], Math.abs(elements[i]));
    }
    return result;
  }

  /** The largest magnitude in the window of an element, and in the next ones all around. */
  private interface Largest {
    double at(int[] index, int around);
  }

  private static Expectation judged(
      Contraction direct,
      int terms,
      int reach,
      boolean integers,
      Largest largest,
      ToDoubleFunction<int[]> weights) {
    Shape shape = direct.value().shape();
    return judged(
        direct,
        terms,
        integers,
        DoubleTensor.generate(shape, i -> largest.at(i, 0) * weights.applyAsDouble(i)),
        DoubleTensor.generate(shape, i -> largest.at(i, reach) * weights.applyAsDouble(i)));
  }

  /**
   * What is expected where sizes are those of the factors.
   *
   * @param inside not finite where the result must not be
   * @param around the size that the bound depends on, not finite where the result need not be
   */
  private static Expectation judged(
      Contraction direct, int terms, boolean integers, DoubleTensor inside, DoubleTensor around) {
    double error = MAGNIFICATION * Contraction.gamma(terms + ROUNDINGS);
    DoubleTensor bound =
        DoubleTensor.generate(
            around.shape(),
            i -> {
              double size = around.get(i);
              boolean exact = integers && MAGNIFICATION * size < LARGEST_EXACT_QUARTER;
              return exact ? 0 : Math.max(direct.bound().get(i), error * size);
            });
    return Expectation.inTiles(
        ElementwiseReference.map(
            (value, size) -> Double.isFinite(size) ? value : Double.NaN, direct.value(), inside),
        bound,
        around.map(size -> Double.isFinite(size) ? 0 : 1));
  }

  private static boolean areIntegers(DoubleTensor x) {
    return Arrays.stream(x.toArray()).allMatch(v -> v == Math.rint(v));
  }

  /** Some neighbouring elements of an axis, some of which may lie outside it. */
  private record Span(int from, int size) {
    int begin() {
      return Math.max(0, from);
    }

    int end(int dim) {
      return Math.min(from + size, dim);
    }
  }

  /** The largest |x| in a rectangle of some channels; NaN if there is one. */
  private static double largest(
      DoubleTensor x, int image, int channel, int channels, Span rows, Span columns) {
    double largest = 0;
    for (int c = channel; c < channel + channels; c++) {
      for (int i = rows.begin(); i < rows.end(x.shape().dim(2)); i++) {
        for (int j = columns.begin(); j < columns.end(x.shape().dim(3)); j++) {
          largest = Math.max(largest, Math.abs(x.get(image, c, i, j)));
        }
      }
    }
    return largest;
  }

  /** Σ |w| over some filters and some of their channels. */
  private static double sum(DoubleTensor w, int filter, int filters, int channel, int channels) {
    int width = w.shape().dim(3);
    double sum = 0;
    for (int k = filter; k < filter + filters; k++) {
      for (int c = channel; c < channel + channels; c++) {
        for (int tap = 0; tap < w.shape().dim(2) * width; tap++) {
          sum += Math.abs(w.get(k, c, tap / width, tap % width));
        }
      }
    }
    return sum;
  }
}
