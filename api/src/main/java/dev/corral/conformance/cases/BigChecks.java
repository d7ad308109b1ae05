package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One large call of each word, where work is divided; made when it runs, not before. */
final class BigChecks {
  private static final String RULE = "numerics.510";
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  private final long seed;
  private final int scale;
  private final List<Check> checks = new ArrayList<>();

  private BigChecks(long seed, int scale) {
    this.seed = seed;
    this.scale = scale;
  }

  /** The large calls, and if wished ten times larger ones as well. */
  static Stream<Check> all(long seed, boolean full) {
    return Stream.concat(of(seed, 1), full ? of(seed, 10) : Stream.empty());
  }

  private static Stream<Check> of(long seed, int scale) {
    BigChecks all = new BigChecks(seed, scale);
    all.elementwise();
    all.reductions();
    all.movement();
    all.products();
    all.convolutions();
    all.pooling();
    return all.checks.stream();
  }

  private Inputs inputs() {
    return new Inputs(seed + 23);
  }

  private void add(String title, Supplier<OpCase> c) {
    String size = scale == 1 ? "large " : "very large ";
    checks.add(
        new Check(
            RULE, size + title, subject -> subject.inScope(scope -> c.get().runOn(scope.ops()))));
  }

  private Shape vector() {
    return Shape.of(20_011 * scale);
  }

  private void elementwise() {
    for (String word : ElementwiseCases.unaryWords()) {
      add(word, () -> ElementwiseCases.unary(word, "reals", inputs().reals(vector(), 0.1, 9)));
    }
    for (String word : ElementwiseCases.binaryWords()) {
      add(
          word,
          () -> {
            Inputs in = inputs();
            Shape rows = Shape.of(67 * scale, 301);
            return ElementwiseCases.binary(
                word, "reals", in.reals(rows, 0.1, 9), in.reals(Shape.of(301), -3, 3));
          });
    }
  }

  private void reductions() {
    for (String word : List.of("sum", "mean", "max")) {
      for (int axis : new int[] {0, 1, 2}) {
        add(
            word + " axis " + axis,
            () ->
                ReductionCases.reduce(
                    word, "reals", inputs().reals(Shape.of(19, 41 * scale, 23)), false, axis));
      }
      add(
          word + " of all",
          () -> ReductionCases.reduce(word, "reals", inputs().reals(vector()), false, 0));
      add(
          word + " of all integers",
          () -> ReductionCases.reduce(word, "integers", inputs().integers(vector()), false, 0));
    }
  }

  private void movement() {
    Shape shape = Shape.of(3 * scale, 33, 67);
    List<OpCase> small = MovementCases.ofEachWord("", DoubleTensor.full(Shape.of(3, 1, 1), 0));
    for (int i = 0; i < small.size(); i++) {
      int word = i;
      add(
          small.get(i).op() + " " + small.get(i).options(),
          () -> MovementCases.ofEachWord("", inputs().mixed(shape)).get(word));
    }
  }

  private void products() {
    add(
        "matmul",
        () -> {
          Inputs in = inputs();
          Shape left = Shape.of(67, 101 * scale);
          return ProductCases.matmulOf(
              "reals", in.reals(left), in.reals(Shape.of(101 * scale, 69)));
        });
    add(
        "matmul of integers",
        () -> {
          Inputs in = inputs();
          Shape right = Shape.of(37, 71 * scale);
          return ProductCases.matmulOf(
              "integers", in.integers(Shape.of(3, 65, 37)), in.integers(right));
        });
  }

  private void convolutions() {
    ConvolutionGeometry square =
        new ConvolutionGeometry(
            Shape.of(2, 6, 19 * scale, 21), Shape.of(9, 6, 3, 3), PLAIN.padding(1));
    ConvolutionGeometry odd =
        new ConvolutionGeometry(
            Shape.of(2, 12, 21 * scale, 27),
            Shape.of(15, 4, 5, 4),
            PLAIN.stride(2, 3).padding(Padding.of(2, 1, 0, 3)).groups(3));
    for (ConvolutionGeometry g : List.of(square, odd)) {
      for (Inputs.Kind kind : Inputs.Kind.values()) {
        convolution(kind, g);
      }
    }
  }

  private void convolution(Inputs.Kind kind, ConvolutionGeometry g) {
    String name = " of " + g.input() + " " + g.kernel() + " " + kind;
    add(
        "conv2d" + name,
        () -> {
          Inputs in = inputs();
          return ConvolutionCases.forward(
              kind.name(), in.of(kind, g.input()), in.of(kind, g.kernel()), g.options());
        });
    add(
        "conv2dInputGradient" + name,
        () -> {
          Inputs in = inputs();
          return ConvolutionCases.inputGradient(
              kind.name(), g, in.of(kind, g.kernel()), in.of(kind, g.output()));
        });
    add(
        "conv2dKernelGradient" + name,
        () -> {
          Inputs in = inputs();
          return ConvolutionCases.kernelGradient(
              kind.name(), g, in.of(kind, g.input()), in.of(kind, g.output()));
        });
  }

  private void pooling() {
    Shape image = Shape.of(2, 3, 41 * scale, 37);
    Pool2dOptions o = Pool2dOptions.of(Window.of(3, 2).stride(2, 2).padding(Padding.of(1, 0)));
    add("maxPool2d", () -> PoolingCases.maximumOf("reals", inputs().reals(image), o));
    add("avgPool2d", () -> PoolingCases.average("reals", inputs().reals(image), o));
  }
}
