package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Tiles;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Convolutions in every form, and their gradients, with every option. */
final class ConvolutionCases {
  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private ConvolutionCases(long seed) {
    inputs = new Inputs(seed + 6);
  }

  static List<OpCase> all(long seed) {
    ConvolutionCases all = new ConvolutionCases(seed);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      ConvolutionGeometry.TABLE.forEach(g -> all.forms(kind, g));
      ConvolutionGeometry.random(seed, 40).forEach(g -> all.forms(kind, g));
      ConvolutionGeometry.WITHOUT_OUTPUT.forEach(g -> all.gradients(kind, g));
      all.outputPaddings(kind);
      all.matrices(kind);
    }
    all.special();
    return all.cases;
  }

  private void add(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Supplier<Contraction> expected,
      DoubleTensor... in) {
    cases.add(OpCase.of(op, options, call, () -> expected.get().expectation(), in));
  }

  private void forms(Inputs.Kind kind, ConvolutionGeometry g) {
    Conv2dOptions o = g.options();
    DoubleTensor x = inputs.of(kind, g.input());
    DoubleTensor w = inputs.of(kind, g.kernel());
    conv2d(kind.toString(), x, w, o);
    add(
        "strictConv2d",
        JavaText.of(o) + " " + kind,
        (ops, in) -> ops.strictConv2d(in[0], in[1], o),
        () -> ConvolutionReference.strictConv2d(x, w, o),
        x,
        w);
    gradients(kind, g);
    if (g.transposes()) {
      transposed(kind, inputs.of(kind, g.output()), w, o, 0, 0);
    }
  }

  private void conv2d(String kind, DoubleTensor x, DoubleTensor w, Conv2dOptions o) {
    cases.add(forward(kind, x, w, o));
  }

  static OpCase forward(String kind, DoubleTensor x, DoubleTensor w, Conv2dOptions o) {
    return OpCase.of(
        "conv2d",
        JavaText.of(o) + " " + kind,
        (ops, in) -> ops.conv2d(in[0], in[1], o),
        () -> Tiles.conv2d(x, w, o),
        x,
        w);
  }

  private void gradients(Inputs.Kind kind, ConvolutionGeometry g) {
    DoubleTensor x = inputs.of(kind, g.input());
    DoubleTensor w = inputs.of(kind, g.kernel());
    DoubleTensor gradient = inputs.of(kind, g.output());
    cases.add(inputGradient(kind.name(), g, w, gradient));
    cases.add(kernelGradient(kind.name(), g, x, gradient));
  }

  static OpCase inputGradient(
      String kind, ConvolutionGeometry g, DoubleTensor w, DoubleTensor gradient) {
    return OpCase.of(
        "conv2dInputGradient",
        "of " + g.input() + " " + JavaText.of(g.options()) + " " + kind,
        (ops, in) -> ops.conv2dInputGradient(g.input(), in[0], in[1], g.options()),
        () -> Tiles.inputGradient(g.input(), w, gradient, g.options()),
        w,
        gradient);
  }

  static OpCase kernelGradient(
      String kind, ConvolutionGeometry g, DoubleTensor x, DoubleTensor gradient) {
    return OpCase.of(
        "conv2dKernelGradient",
        "of " + g.kernel() + " " + JavaText.of(g.options()) + " " + kind,
        (ops, in) -> ops.conv2dKernelGradient(in[0], g.kernel(), in[1], g.options()),
        () -> Tiles.kernelGradient(x, g.kernel(), gradient, g.options()),
        x,
        gradient);
  }

  private void transposed(
      Inputs.Kind kind, DoubleTensor x, DoubleTensor w, Conv2dOptions o, int rows, int columns) {
    add(
        "convTranspose2d",
        JavaText.of(o) + " output padding " + rows + "×" + columns + " " + kind,
        (ops, in) ->
            rows == 0 && columns == 0
                ? ops.convTranspose2d(in[0], in[1], o)
                : ops.convTranspose2d(in[0], in[1], o, rows, columns),
        () -> ConvolutionReference.convTranspose2d(x, w, o, rows, columns),
        x,
        w);
  }

  private void outputPaddings(Inputs.Kind kind) {
    DoubleTensor x = inputs.of(kind, Shape.of(2, 4, 3, 5));
    DoubleTensor w = inputs.of(kind, Shape.of(4, 2, 3, 2));
    Conv2dOptions o = Conv2dOptions.DEFAULT.stride(3, 2);
    transposed(kind, x, w, o, 1, 0);
    transposed(kind, x, w, o, 2, 1);
    transposed(kind, x, w, o.padding(Padding.of(1, 0, 0, 1)).groups(2), 0, 1);
    transposed(kind, x, w, o.dilation(1, 2).padding(1), 1, 1);
  }

  private void matrices(Inputs.Kind kind) {
    int[][] sizes = {{3, 3, 2, 2}, {6, 8, 1, 2}, {8, 6, 2, 1}, {5, 7, 5, 7}, {1, 1, 1, 1}};
    for (int[] s : sizes) {
      DoubleTensor x = inputs.of(kind, Shape.of(s[0], s[1]));
      DoubleTensor w = inputs.of(kind, Shape.of(s[2], s[3]));
      add(
          "corr2d",
          kind.name(),
          (ops, in) -> ops.corr2d(in[0], in[1]),
          () -> ConvolutionReference.corr2d(x, w),
          x,
          w);
      add(
          "convolve2d",
          kind.name(),
          (ops, in) -> ops.convolve2d(in[0], in[1]),
          () -> ConvolutionReference.convolve2d(x, w),
          x,
          w);
    }
    DoubleTensor x = inputs.of(kind, Shape.of(2, 3, 5, 4));
    DoubleTensor w = inputs.of(kind, Shape.of(2, 3, 2, 3));
    add(
        "conv2d",
        "short form " + kind,
        (ops, in) -> ops.conv2d(in[0], in[1]),
        () -> ConvolutionReference.conv2d(x, w, Conv2dOptions.DEFAULT),
        x,
        w);
  }

  /** Non-finite values reach exactly the outputs whose window holds them. */
  private void special() {
    Conv2dOptions o = Conv2dOptions.DEFAULT;
    DoubleTensor x = inputs.reals(Shape.of(1, 2, 7, 8));
    DoubleTensor w = inputs.reals(Shape.of(2, 2, 3, 2), 0.5, 1);
    DoubleTensor spoiled =
        x.with(Double.NaN, 0, 1, 0, 0)
            .with(Double.POSITIVE_INFINITY, 0, 0, 6, 7)
            .with(Double.NEGATIVE_INFINITY, 0, 0, 3, 5);
    conv2d("non-finite inputs", spoiled, w, o);
    conv2d("non-finite inputs", spoiled, w, o.padding(Padding.of(1, 0, 2, 1)).stride(2, 1));
    conv2d("inputs by zeros", spoiled, DoubleTensor.full(w.shape(), 0), o);
    conv2d("a NaN weight", x, w.with(Double.NaN, 1, 0, 2, 1), o);
    conv2d("an infinite weight", x, w.with(Double.POSITIVE_INFINITY, 0, 1, 0, 0), o);
  }
}
