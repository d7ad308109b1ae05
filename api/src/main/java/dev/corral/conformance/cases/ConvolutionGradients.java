package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.conformance.reference.ProductReference;
import dev.corral.conformance.reference.WindowReference;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Gradients of products, windows, convolution and pooling, and of their own gradients. */
final class ConvolutionGradients {
  /** Elements times products: differences cost two convolutions an element. */
  private static final long LARGEST = 300_000;

  private final Inputs inputs;
  private final List<GradientCase> cases = new ArrayList<>();

  private ConvolutionGradients(long seed) {
    inputs = new Inputs(seed + 13);
  }

  static List<GradientCase> all(long seed) {
    ConvolutionGradients all = new ConvolutionGradients(seed);
    all.products();
    WindowCases.TABLE.forEach(all::windows);
    ConvolutionGeometry.TABLE.stream().filter(ConvolutionGradients::small).forEach(all::forms);
    ConvolutionGeometry.random(seed, 20).stream()
        .filter(ConvolutionGradients::small)
        .forEach(all::forms);
    all.shortForms();
    for (PoolingCases.Geometry g : PoolingCases.TABLE) {
      all.pooling(g.image(), g.options());
      all.pooling(g.image(), g.options().ceilMode(true).countIncludePad(true));
    }
    return all.cases;
  }

  private static boolean small(ConvolutionGeometry g) {
    long elements = (long) g.input().size() + g.kernel().size() + g.output().size();
    long products = (long) g.output().size() * g.kernel().size() / Math.max(1, g.kernel().dim(0));
    return elements * products <= LARGEST;
  }

  private void add(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Function<DoubleTensor[], DoubleTensor> formula,
      Shape... shapes) {
    DoubleTensor[] in = new DoubleTensor[shapes.length];
    Arrays.setAll(in, i -> inputs.reals(shapes[i]));
    cases.add(GradientCase.of(op, options, call, formula, in));
  }

  private void products() {
    int[][][] shapes = {
      {{3, 4}, {4, 2}},
      {{2, 3, 4}, {4, 2}},
      {{3, 4}, {2, 4, 5}},
      {{2, 1, 3, 2}, {3, 2, 4}},
      {{3, 0}, {0, 2}},
      {{1, 3, 4}, {2, 4, 1}}
    };
    for (int[][] pair : shapes) {
      add(
          "matmul",
          "",
          (ops, in) -> ops.matmul(in[0], in[1]),
          in -> ProductReference.matmul(in[0], in[1]).value(),
          Shape.of(pair[0]),
          Shape.of(pair[1]));
    }
    add(
        "matmul",
        "both transposed",
        (ops, in) -> ops.matmul(in[0], true, in[1], true),
        in ->
            ProductReference.matmul(
                    MovementReference.permute(in[0], 0, 2, 1),
                    MovementReference.permute(in[1], 1, 0))
                .value(),
        Shape.of(2, 4, 3),
        Shape.of(5, 4));
  }

  private void windows(WindowCases.Geometry g) {
    Window window = g.window();
    Shape columns = WindowReference.im2col(DoubleTensor.full(g.image(), 0), window).shape();
    add(
        "im2col",
        JavaText.of(window),
        (ops, in) -> ops.im2col(in[0], window),
        in -> WindowReference.im2col(in[0], window),
        g.image());
    add(
        "col2im",
        "to " + g.image() + " " + JavaText.of(window),
        (ops, in) -> ops.col2im(in[0], g.image(), window),
        in -> WindowReference.col2im(in[0], g.image(), window).value(),
        columns);
  }

  private void forms(ConvolutionGeometry g) {
    Conv2dOptions o = g.options();
    add(
        "conv2d",
        JavaText.of(o),
        (ops, in) -> ops.conv2d(in[0], in[1], o),
        in -> ConvolutionReference.conv2d(in[0], in[1], o).value(),
        g.input(),
        g.kernel());
    add(
        "conv2dInputGradient",
        "of " + g.input() + " " + JavaText.of(o),
        (ops, in) -> ops.conv2dInputGradient(g.input(), in[0], in[1], o),
        in -> ConvolutionReference.inputGradient(g.input(), in[0], in[1], o).value(),
        g.kernel(),
        g.output());
    add(
        "conv2dKernelGradient",
        "of " + g.kernel() + " " + JavaText.of(o),
        (ops, in) -> ops.conv2dKernelGradient(in[0], g.kernel(), in[1], o),
        in -> ConvolutionReference.kernelGradient(in[0], g.kernel(), in[1], o).value(),
        g.input(),
        g.output());
    if (g.transposes()) {
      add(
          "convTranspose2d",
          JavaText.of(o),
          (ops, in) -> ops.convTranspose2d(in[0], in[1], o),
          in -> ConvolutionReference.convTranspose2d(in[0], in[1], o, 0, 0).value(),
          g.output(),
          g.kernel());
    }
  }

  private void shortForms() {
    Conv2dOptions o =
        Conv2dOptions.DEFAULT.stride(3, 2).padding(Padding.of(1, 0, 0, 1)).dilation(1, 2);
    add(
        "convTranspose2d",
        JavaText.of(o) + " output padding 2×1",
        (ops, in) -> ops.convTranspose2d(in[0], in[1], o, 2, 1),
        in -> ConvolutionReference.convTranspose2d(in[0], in[1], o, 2, 1).value(),
        Shape.of(2, 3, 2, 3),
        Shape.of(3, 2, 3, 2));
    add(
        "strictConv2d",
        JavaText.of(o),
        (ops, in) -> ops.strictConv2d(in[0], in[1], o),
        in -> ConvolutionReference.strictConv2d(in[0], in[1], o).value(),
        Shape.of(2, 3, 5, 4),
        Shape.of(2, 3, 3, 2));
    add(
        "conv2d",
        "short form",
        (ops, in) -> ops.conv2d(in[0], in[1]),
        in -> ConvolutionReference.conv2d(in[0], in[1], Conv2dOptions.DEFAULT).value(),
        Shape.of(2, 3, 5, 4),
        Shape.of(2, 3, 3, 2));
    add(
        "corr2d",
        "",
        (ops, in) -> ops.corr2d(in[0], in[1]),
        in -> ConvolutionReference.corr2d(in[0], in[1]).value(),
        Shape.of(6, 8),
        Shape.of(3, 2));
    add(
        "convolve2d",
        "",
        (ops, in) -> ops.convolve2d(in[0], in[1]),
        in -> ConvolutionReference.convolve2d(in[0], in[1]).value(),
        Shape.of(6, 8),
        Shape.of(3, 2));
  }

  private void pooling(Shape image, Pool2dOptions options) {
    DoubleTensor x = inputs.distinct(image);
    Shape output = PoolingReference.maxPool2d(x, options).shape();
    cases.add(
        GradientCase.of(
            "maxPool2d",
            JavaText.of(options),
            (ops, in) -> ops.maxPool2d(in[0], options),
            in -> PoolingReference.maxPool2d(in[0], options),
            x));
    add(
        "maxPool2dGradient",
        "of " + image + " " + JavaText.of(options),
        (ops, in) -> {
          Tensor fixed = OpCase.put(ops, x);
          return ops.maxPool2dGradient(fixed, ops.maxPool2d(fixed, options), in[0], options);
        },
        in -> PoolingReference.maxPool2dGradient(x, in[0], options).value(),
        output);
    add(
        "avgPool2d",
        JavaText.of(options),
        (ops, in) -> ops.avgPool2d(in[0], options),
        in -> PoolingReference.avgPool2d(in[0], options).value(),
        image);
    add(
        "avgPool2dGradient",
        "of " + image + " " + JavaText.of(options),
        (ops, in) -> ops.avgPool2dGradient(image, in[0], options),
        in -> PoolingReference.avgPool2dGradient(image, in[0], options).value(),
        output);
  }
}
