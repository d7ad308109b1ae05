package dev.corral.conformance.reference;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;

/**
 * Two-dimensional convolution in float64. All its forms are one sum over the same products, that of
 * ONNX's Conv:
 *
 * <p>y[n, k, i, j] = Σ x[n, g·C + c, i·sh − top + u·dh, j·sw − left + v·dw] · w[k, c, u, v] over c,
 * u and v, where g is the group of output k, C the channels of a group, and x is 0 outside.
 */
public final class ConvolutionReference {
  private ConvolutionReference() {}

  /** One product of the sum: the indices of its output, its input and its weight. */
  private interface Product {
    void at(int[] y, int[] x, int[] w);
  }

  /**
   * The cross-correlation.
   *
   * @param x [n, c, h, w]
   * @param kernel [k, c / groups, kh, kw]
   * @param options stride, padding, dilation and groups
   * @return [n, k, oh, ow]
   */
  public static Contraction conv2d(DoubleTensor x, DoubleTensor kernel, Conv2dOptions options) {
    Geometry geometry = Geometry.of(x.shape(), kernel.shape(), options);
    Contraction.Sums sums = new Contraction.Sums(geometry.output());
    geometry.forEach((y, from, w) -> sums.add(x.get(from), kernel.get(w), y));
    return sums.contraction();
  }

  /**
   * The shape of the cross-correlation.
   *
   * @param input shape of x, [n, c, h, w]
   * @param kernel its shape, [k, c / groups, kh, kw]
   * @param options stride, padding, dilation and groups
   * @return [n, k, oh, ow]
   */
  public static Shape outputShape(Shape input, Shape kernel, Conv2dOptions options) {
    return Geometry.of(input, kernel, options).output();
  }

  /**
   * The gradient of the cross-correlation by x.
   *
   * @param shape of x
   * @param kernel [k, c / groups, kh, kw]
   * @param gradient by the output, [n, k, oh, ow]
   * @param options those of the forward pass
   * @return of the given shape
   */
  public static Contraction inputGradient(
      Shape shape, DoubleTensor kernel, DoubleTensor gradient, Conv2dOptions options) {
    Contraction.Sums sums = new Contraction.Sums(shape);
    Geometry.of(shape, kernel.shape(), options)
        .forEach((y, x, w) -> sums.add(gradient.get(y), kernel.get(w), x));
    return sums.contraction();
  }

  /**
   * The gradient of the cross-correlation by the kernel.
   *
   * @param x [n, c, h, w]
   * @param shape of the kernel
   * @param gradient by the output, [n, k, oh, ow]
   * @param options those of the forward pass
   * @return of the given shape
   */
  public static Contraction kernelGradient(
      DoubleTensor x, Shape shape, DoubleTensor gradient, Conv2dOptions options) {
    Contraction.Sums sums = new Contraction.Sums(shape);
    Geometry.of(x.shape(), shape, options)
        .forEach((y, from, w) -> sums.add(gradient.get(y), x.get(from), w));
    return sums.contraction();
  }

  /**
   * The strict convolution, whose kernel is turned by half a turn: w[k, c, KH − 1 − u, KW − 1 − v]
   * in the place of w[k, c, u, v].
   *
   * @param x [n, c, h, w]
   * @param kernel [k, c / groups, kh, kw]
   * @param options stride, padding, dilation and groups
   * @return [n, k, oh, ow]
   */
  public static Contraction strictConv2d(
      DoubleTensor x, DoubleTensor kernel, Conv2dOptions options) {
    int lastRow = kernel.shape().dim(2) - 1;
    int lastColumn = kernel.shape().dim(3) - 1;
    Geometry geometry = Geometry.of(x.shape(), kernel.shape(), options);
    Contraction.Sums sums = new Contraction.Sums(geometry.output());
    geometry.forEach(
        (y, from, w) -> {
          double weight = kernel.get(w[0], w[1], lastRow - w[2], lastColumn - w[3]);
          sums.add(x.get(from), weight, y);
        });
    return sums.contraction();
  }

  /**
   * The transposed convolution, ONNX's ConvTranspose: each element of x spreads the kernel over the
   * output, y[n, g·C + c, i·sh − top + u·dh, j·sw − left + v·dw] = Σ x[n, k, i, j] · w[k, c, u, v].
   *
   * @param x [n, k, h, w]
   * @param kernel [k, c / groups, kh, kw]
   * @param options stride, padding, dilation and groups; SAME gives h · stride rows
   * @param extraRows output padding: how many rows more the output has at its end
   * @param extraColumns how many columns more
   * @return [n, c, oh, ow]
   */
  public static Contraction convTranspose2d(
      DoubleTensor x, DoubleTensor kernel, Conv2dOptions options, int extraRows, int extraColumns) {
    Padding p = options.padding();
    boolean same = p.rule() == Padding.Rule.SAME;
    WindowAxis rows =
        transposed(
            x.shape().dim(2),
            kernel.shape().dim(2),
            options.strideHeight(),
            options.dilationHeight(),
            same,
            p.top(),
            p.bottom() - extraRows);
    WindowAxis columns =
        transposed(
            x.shape().dim(3),
            kernel.shape().dim(3),
            options.strideWidth(),
            options.dilationWidth(),
            same,
            p.left(),
            p.right() - extraColumns);
    Geometry geometry =
        new Geometry(x.shape().dim(0), kernel.shape(), options.groups(), rows, columns);
    Contraction.Sums sums = new Contraction.Sums(geometry.input());
    geometry.forEach((small, large, w) -> sums.add(x.get(small), kernel.get(w), large));
    return sums.contraction();
  }

  /** The axis of the output, on which the window stands as often as x has elements. */
  private static WindowAxis transposed(
      int positions, int kernel, int stride, int dilation, boolean same, int begin, int end) {
    int spread = (positions - 1) * stride + WindowAxis.reach(kernel, dilation);
    int size = same ? positions * stride : spread - begin - end;
    int cut = same ? Math.max(0, spread - size) : begin + end;
    int before = same ? cut / 2 : begin;
    return new WindowAxis(size, before, cut - before, kernel, stride, dilation, positions);
  }

  /**
   * The cross-correlation of matrices: y[i, j] = Σ x[i + u, j + v] · w[u, v].
   *
   * @param x [h, w]
   * @param kernel [kh, kw]
   * @return [h − kh + 1, w − kw + 1]
   */
  public static Contraction corr2d(DoubleTensor x, DoubleTensor kernel) {
    int height = kernel.shape().dim(0);
    int width = kernel.shape().dim(1);
    Shape shape = Shape.of(x.shape().dim(0) - height + 1, x.shape().dim(1) - width + 1);
    Contraction.Sums sums = new Contraction.Sums(shape);
    Indices.forEach(
        shape,
        y ->
            Indices.forEach(
                kernel.shape(), w -> sums.add(x.get(y[0] + w[0], y[1] + w[1]), kernel.get(w), y)));
    return sums.contraction();
  }

  /**
   * The strict convolution of matrices: y[i, j] = Σ x[i + KH − 1 − u, j + KW − 1 − v] · w[u, v].
   *
   * @param x [h, w]
   * @param kernel [kh, kw]
   * @return [h − kh + 1, w − kw + 1]
   */
  public static Contraction convolve2d(DoubleTensor x, DoubleTensor kernel) {
    int height = kernel.shape().dim(0);
    int width = kernel.shape().dim(1);
    Shape shape = Shape.of(x.shape().dim(0) - height + 1, x.shape().dim(1) - width + 1);
    Contraction.Sums sums = new Contraction.Sums(shape);
    Indices.forEach(
        shape,
        y ->
            Indices.forEach(
                kernel.shape(),
                w -> {
                  double value = x.get(y[0] + height - 1 - w[0], y[1] + width - 1 - w[1]);
                  sums.add(value, kernel.get(w), y);
                }));
    return sums.contraction();
  }

  /** Which products a convolution sums. */
  private record Geometry(
      int batch, Shape kernel, int groups, WindowAxis rows, WindowAxis columns) {

    static Geometry of(Shape input, Shape kernel, Conv2dOptions o) {
      Window window =
          new Window(
              kernel.dim(2),
              kernel.dim(3),
              o.strideHeight(),
              o.strideWidth(),
              o.padding(),
              o.dilationHeight(),
              o.dilationWidth());
      return new Geometry(
          input.dim(0),
          kernel,
          o.groups(),
          WindowAxis.rows(window, input.dim(2), false),
          WindowAxis.columns(window, input.dim(3), false));
    }

    Shape input() {
      return Shape.of(batch, kernel.dim(1) * groups, rows.size(), columns.size());
    }

    Shape output() {
      return Shape.of(batch, kernel.dim(0), rows.positions(), columns.positions());
    }

    void forEach(Product product) {
      int outputsOfGroup = kernel.dim(0) / groups;
      Shape taps = Shape.of(kernel.dim(1), kernel.dim(2), kernel.dim(3));
      Indices.forEach(
          output(),
          y ->
              Indices.forEach(
                  taps,
                  tap -> {
                    int channel = y[1] / outputsOfGroup * kernel.dim(1) + tap[0];
                    int row = rows.source(y[2], tap[1]);
                    int column = columns.source(y[3], tap[2]);
                    if (rows.inImage(row) && columns.inImage(column)) {
                      int[] x = {y[0], channel, row, column};
                      int[] w = {y[1], tap[0], tap[1], tap[2]};
                      product.at(y, x, w);
                    }
                  }));
    }
  }
}
