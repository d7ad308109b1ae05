package dev.corral.conformance.reference;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What a convolution may be off by that is computed in tiles, by Winograd's minimal filtering
 * F(2×2, 3×3): Lavin and Gray, <em>Fast Algorithms for Convolutional Neural Networks</em>, CVPR
 * 2016.
 *
 * <p>With the transforms Bᵀ (whose rows add two elements), G (rows of up to three, columns that sum
 * to 2 at most) and Aᵀ (rows of three), every output adds up numbers whose magnitudes sum to at
 * most 4·max|x| · 4·Σ|w|; each went through 2 + 4 + 4 roundings in the transforms and one a
 * channel. So the error is at most 16·γ₍c₊₁₀₎·max|x|·Σ|w|. On integers all numbers are multiples of
 * ¼, and exact while 4·16·max|x|·Σ|w| &lt; 2<sup>24</sup>. The gradient by the kernel turns the
 * roles round: A enlarges no sum of a tile's gradients, Bᵀ and Gᵀ enlarge 4 times each, and the sum
 * is over tiles instead of channels.
 */
public final class Tiles {
  private static final int KERNEL = 3;
  private static final double MAGNIFICATION = 16;
  private static final int ROUNDINGS = 10;
  private static final double LARGEST_EXACT_QUARTER = 0x1p22;

  private Tiles() {}

  /**
   * Whether a convolution may be computed in tiles.
   *
   * @param kernel its shape
   * @param options its options
   * @return true for 3×3, stride 1 and dilation 1
   */
  public static boolean apply(Shape kernel, Conv2dOptions options) {
    return kernel.dim(2) == KERNEL
        && kernel.dim(3) == KERNEL
        && options.strideHeight() == 1
        && options.strideWidth() == 1
        && options.dilationHeight() == 1
        && options.dilationWidth() == 1;
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
    return judged(
        direct,
        depth,
        areIntegers(x) && areIntegers(kernel),
        (y, around) ->
            largest(
                x,
                new int[] {
                  y[0], y[1] / outputsOfGroup * depth, y[2] - top - around, y[3] - left - around
                },
                depth,
                KERNEL + 2 * around),
        y -> sum(kernel, y[1], 1, 0, depth));
  }

  /**
   * The gradient of the cross-correlation by x, within the bound of tiles where they apply.
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
    if (!apply(kernel.shape(), options)) {
      return direct.expectation();
    }
    Shape w = kernel.shape();
    int depth = w.dim(0) / options.groups();
    Window window = options.window(w);
    int top = WindowAxis.rows(window, shape.dim(2), false).begin() - KERNEL + 1;
    int left = WindowAxis.columns(window, shape.dim(3), false).begin() - KERNEL + 1;
    return judged(
        direct,
        depth,
        areIntegers(gradient) && areIntegers(kernel),
        (x, around) ->
            largest(
                gradient,
                new int[] {
                  x[0], x[1] / w.dim(1) * depth, x[2] + top - around, x[3] + left - around
                },
                depth,
                KERNEL + 2 * around),
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

  /** The largest magnitude in the window of an element, or in one that is larger all around. */
  private interface Largest {
    double at(int[] index, int around);
  }

  private static Expectation judged(
      Contraction direct,
      int depth,
      boolean integers,
      Largest largest,
      ToDoubleFunction<int[]> weights) {
    Shape shape = direct.value().shape();
    return judged(
        direct,
        depth,
        integers,
        DoubleTensor.generate(shape, i -> largest.at(i, 0) * weights.applyAsDouble(i)),
        DoubleTensor.generate(shape, i -> largest.at(i, 1) * weights.applyAsDouble(i)));
  }

  /**
   * What is expected where sizes are those of the factors.
   *
   * @param inside not finite where the result must not be
   * @param around the size that the bound depends on, not finite where the result need not be
   */
  private static Expectation judged(
      Contraction direct, int depth, boolean integers, DoubleTensor inside, DoubleTensor around) {
    double error = MAGNIFICATION * Contraction.gamma(depth + ROUNDINGS);
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

  /** The largest |x| in a square of some channels, from an index on; NaN if there is one. */
  private static double largest(DoubleTensor x, int[] from, int channels, int side) {
    double largest = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = Math.max(0, from[2]); i < Math.min(from[2] + side, x.shape().dim(2)); i++) {
        for (int j = Math.max(0, from[3]); j < Math.min(from[3] + side, x.shape().dim(3)); j++) {
          largest = Math.max(largest, Math.abs(x.get(from[0], from[1] + c, i, j)));
        }
      }
    }
    return largest;
  }

  /** Σ |w| over some filters and some of their channels. */
  private static double sum(DoubleTensor w, int filter, int filters, int channel, int channels) {
    double sum = 0;
    for (int k = filter; k < filter + filters; k++) {
      for (int c = channel; c < channel + channels; c++) {
        for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
          sum += Math.abs(w.get(k, c, tap / KERNEL, tap % KERNEL));
        }
      }
    }
    return sum;
  }
}
