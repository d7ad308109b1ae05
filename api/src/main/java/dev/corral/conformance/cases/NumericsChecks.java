package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How exact results are: on large integers, in long sums, in tiles, on special values. */
final class NumericsChecks {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;
  private static final int LARGE_INTEGER = 1000;
  private static final int[] TILE_EDGES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17};
  private static final float SUBNORMAL = 1e-40f;

  private final Inputs inputs;
  private final List<Check> checks = new ArrayList<>();

  private NumericsChecks(long seed) {
    inputs = new Inputs(seed + 20);
  }

  static Stream<Check> all(long seed, Samples samples) {
    NumericsChecks all = new NumericsChecks(seed);
    all.exactIntegers();
    all.longSums();
    all.tiles();
    all.functions();
    all.nonFinite();
    all.signedZeros();
    all.subnormals();
    samples.byWord().forEach(all::repeatable);
    all.defaultClass();
    return all.checks.stream();
  }

  private void add(String rule, OpCase c) {
    checks.add(c.check(rule, c.title()));
  }

  /** Integers whose products take more than 16 bits, and whose sums nearly 24. */
  private DoubleTensor large(int... dims) {
    return inputs.integers(Shape.of(dims), LARGE_INTEGER);
  }

  private void exactIntegers() {
    String rule = "numerics.501";
    String kind = "integers up to 1000";
    add(rule, ReductionCases.reduce("sum", kind, large(17, 16, 33), false, 1));
    add(rule, ReductionCases.reduce("sum", kind, large(15, 1000), true, 1));
    add(rule, ProductCases.matmulOf(kind, large(17, 16), large(16, 33)));
    add(rule, ProductCases.matmulOf(kind, large(2, 1, 9, 15), large(3, 15, 7)));
    ConvolutionGeometry g =
        new ConvolutionGeometry(Shape.of(1, 2, 7, 8), Shape.of(3, 2, 2, 3), PLAIN.stride(2, 1));
    DoubleTensor image = large(g.input().dims());
    DoubleTensor kernel = large(g.kernel().dims());
    DoubleTensor gradient = inputs.integers(g.output(), 100);
    add(rule, ConvolutionCases.forward(kind, image, kernel, g.options()));
    add(rule, ConvolutionCases.inputGradient(kind, g, kernel, gradient));
    add(rule, ConvolutionCases.kernelGradient(kind, g, image, gradient));
  }

  private void longSums() {
    String rule = "numerics.502";
    String kind = "reals";
    for (int length : new int[] {255, 1009, 4097}) {
      DoubleTensor rows = inputs.reals(Shape.of(3, length));
      add(rule, ReductionCases.reduce("sum", kind, rows, false, 1));
      add(rule, ReductionCases.reduce("mean", kind, rows, false, 1));
      DoubleTensor positive = inputs.reals(Shape.of(2, length), 0, 1);
      add(rule, ReductionCases.reduce("sum", "positive reals", positive, false, 1));
      add(rule, ProductCases.matmulOf(kind, rows, inputs.reals(Shape.of(length, 2))));
    }
    DoubleTensor image = inputs.reals(Shape.of(1, 48, 6, 5));
    DoubleTensor kernel = inputs.reals(Shape.of(2, 48, 3, 2));
    add(rule, ConvolutionCases.forward(kind, image, kernel, PLAIN));
    DoubleTensor pooled = inputs.reals(Shape.of(1, 1, 40, 41));
    Pool2dOptions whole = Pool2dOptions.of(Window.of(37, 39));
    add(rule, PoolingCases.average(kind, pooled, whole));
  }

  /** Sizes around the edges of tiles, even and odd, few and many channels. */
  private void tiles() {
    for (int size : TILE_EDGES) {
      int other = TILE_EDGES[TILE_EDGES.length - 1] + 1 - size;
      tile(1, Shape.of(1, 2, size, other), 3, PLAIN.padding(1));
      tile(2, Shape.of(2, 4, other, size), 4, PLAIN.padding(Padding.of(2, 1, 1, 3)).groups(2));
    }
    tile(3, Shape.of(1, 33, 7, 6), 5, PLAIN);
    tile(4, Shape.of(1, 17, 9, 10), 17, PLAIN.padding(Padding.same()));
  }

  private void tile(int variant, Shape image, int filters, Conv2dOptions o) {
    Shape kernel = Shape.of(filters, image.dim(1) / o.groups(), 3, 3);
    ConvolutionGeometry g = new ConvolutionGeometry(image, kernel, o);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      DoubleTensor w = inputs.of(kind, kernel);
      String name = kind + " " + variant;
      add("numerics.503", ConvolutionCases.forward(name, inputs.of(kind, image), w, o));
      DoubleTensor gradient = inputs.of(kind, g.output());
      add("numerics.503", ConvolutionCases.inputGradient(name, g, w, gradient));
      add(
          "numerics.503",
          ConvolutionCases.kernelGradient(name, g, inputs.of(kind, image), gradient));
    }
  }

  /** Every function along its whole range, and close to 0. */
  private void functions() {
    Shape line = Shape.of(2003);
    for (String word : ElementwiseCases.unaryWords()) {
      boolean positive = word.equals("log") || word.equals("sqrt");
      double low = positive ? 1e-3 : -85;
      add("numerics.504", ElementwiseCases.unary(word, "wide", inputs.reals(line, low, 85)));
      double small = positive ? 1e-30 : -1e-3;
      add("numerics.504", ElementwiseCases.unary(word, "small", inputs.reals(line, small, 1e-3)));
    }
    for (String word : ElementwiseCases.binaryWords()) {
      DoubleTensor a = inputs.reals(line, 0.1, 20);
      DoubleTensor b = inputs.reals(line, -20, 20);
      add("numerics.504", ElementwiseCases.binary(word, "wide", a, b));
    }
  }

  private void nonFinite() {
    String rule = "numerics.505";
    DoubleTensor special = Inputs.special();
    int count = special.shape().size();
    DoubleTensor column = DoubleTensor.of(Shape.of(count, 1), special.toArray());
    for (String word : ElementwiseCases.unaryWords()) {
      add(rule, ElementwiseCases.unary(word, "special values", special));
    }
    for (String word : List.of("add", "mul", "div", "maximum", "minimum")) {
      add(rule, ElementwiseCases.binary(word, "all pairs of special values", column, special));
    }
    add(rule, ReductionCases.reduce("sum", "special values", column, false, 1));
    add(rule, ReductionCases.reduce("max", "special values", column, false, 1));
    DoubleTensor zeros = DoubleTensor.full(Shape.of(2, count), 0);
    add(rule, ProductCases.matmulOf("zeros by special values", zeros, column));
    DoubleTensor x = inputs.reals(Shape.of(1, 2, 9, 8));
    DoubleTensor spoiled =
        x.with(Double.NaN, 0, 1, 0, 0).with(Double.POSITIVE_INFINITY, 0, 0, 7, 7);
    for (int[] size : new int[][] {{3, 3}, {2, 3}, {1, 1}}) {
      DoubleTensor w = inputs.reals(Shape.of(2, 2, size[0], size[1]), 0.5, 1);
      add(rule, ConvolutionCases.forward("non-finite inputs", spoiled, w, PLAIN));
      DoubleTensor weight = w.with(Double.NaN, 1, 0, 0, 0);
      add(rule, ConvolutionCases.forward("a NaN weight", x, weight, PLAIN));
    }
  }

  private void signedZeros() {
    String rule = "numerics.506";
    DoubleTensor zeros = DoubleTensor.of(Shape.of(5), 0.0, -0.0, 1, -0.0, 0.0);
    DoubleTensor column = DoubleTensor.of(Shape.of(2, 1), 0.0, -0.0);
    for (String word : List.of("neg", "abs", "relu", "sqrt", "tanh")) {
      add(rule, ElementwiseCases.unary(word, "zeros of both signs", zeros));
    }
    for (String word : List.of("add", "sub", "mul", "div", "maximum", "minimum")) {
      add(rule, ElementwiseCases.binary(word, "zeros of both signs", column, zeros));
    }
    add(rule, ReductionCases.reduce("max", "zeros of both signs", column, false, 0));
    MovementCases.ofEachWord("zeros of both signs", DoubleTensor.full(Shape.of(3, 5), -0.0))
        .forEach(c -> add(rule, c));
  }

  private void subnormals() {
    String rule = "numerics.507";
    DoubleTensor tiny =
        DoubleTensor.generate(
            Shape.of(3, 5), i -> (float) ((i[0] - 1) * (i[1] + 1) * (double) SUBNORMAL));
    MovementCases.ofEachWord("subnormal values", tiny).forEach(c -> add(rule, c));
    for (String word : List.of("neg", "abs", "relu")) {
      add(rule, ElementwiseCases.unary(word, "subnormal values", tiny).orFlushed());
    }
    for (String word : List.of("add", "sub", "mul", "maximum", "minimum")) {
      add(rule, ElementwiseCases.binary(word, "subnormal values", tiny, tiny).orFlushed());
    }
    add(rule, ReductionCases.reduce("sum", "subnormal values", tiny, false, 1).orFlushed());
  }

  private void repeatable(String word, OpCase c) {
    checks.add(
        new Check(
            "numerics.508",
            word,
            subject ->
                subject.inScope(
                    scope -> {
                      Values first = c.values(scope.ops());
                      IntStream.range(0, 3)
                          .forEach(
                              i ->
                                  Mismatch.require(
                                      c.repeat() + System.lineSeparator() + "    again",
                                      () -> c.values(scope.ops()).differenceFrom(first)));
                    })));
  }

  /** An offset that transforms of larger tiles amplify. */
  private void defaultClass() {
    DoubleTensor x = inputs.reals(Shape.of(1, 16, 13, 14), 999, 1001);
    DoubleTensor w = inputs.reals(Shape.of(3, 16, 3, 3));
    add("numerics.509", ConvolutionCases.forward("reals around 1000", x, w, PLAIN.padding(1)));
  }
}
