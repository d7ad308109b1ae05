package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Tiles;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Winograd's algorithm against the reference, within the tile numerics class. */
class WinogradTest {
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 3, 3), 1, Padding.valid()),
        Arguments.of(Shape.of(2, 3, 7, 6), 5, Padding.of(1, 0, 2, 3)),
        Arguments.of(Shape.of(1, 5, 17, 19), 7, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 2, 4, 5), 3, Padding.of(4, 0, 3, 2)),
        // Tasks of several images, rows that span tasks, and more channels than are summed at once.
        Arguments.of(Shape.of(9, 2, 7, 5), 4, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 2, 4, 141), 9, Padding.of(0, 1, 1, 0)),
        Arguments.of(Shape.of(1, 515, 4, 4), 3, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(1, 33, 8, 40), 34, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(1, 130, 4, 3), 131, Padding.of(1, 1, 1, 1)),
        // So many tiles that each thread has weights of its own.
        Arguments.of(Shape.of(2, 3, 33, 62), 35, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 35, 33, 62), 3, Padding.of(0, 2, 2, 1)));
  }

  private static DoubleTensor random(Shape shape, boolean integers, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  /** Runs a convolution and its gradient by the input in both sizes of tiles, and compares all. */
  private static void check(DoubleTensor x, DoubleTensor w, DoubleTensor g, Conv2dOptions options) {
    check("winograd2", x, w, g, options);
    check("winograd4_complex", x, w, g, options);
  }

  private static void check(
      String algorithm, DoubleTensor x, DoubleTensor w, DoubleTensor g, Conv2dOptions options) {
    Map<String, String> forced = Map.of("algorithm", algorithm, "threads", "2");
    try (Session session = Backends.of(new CpuProvider()).open("cpu", forced);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor weight = put(ops, w);
      Tensor y = ops.conv2d(put(ops, x), weight, options);
      assertThat(Tiles.conv2d(x, w, options).mismatch(y)).isEmpty();
      // Weights that come again are prepared for good: the bits must be the same.
      assertThat(ops.conv2d(put(ops, x), weight, options).toArray()).containsExactly(y.toArray());
      assertThat(
              Tiles.inputGradient(x.shape(), w, g, options)
                  .mismatch(ops.conv2dInputGradient(x.shape(), put(ops, w), put(ops, g), options)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void meetsTheBoundsForwardAndBackward(Shape shape, int outputs, Padding padding) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(padding);
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor w = random(Shape.of(outputs, shape.dim(1), 3, 3), integers, 2);
      check(x, w, random(options.outputShape(shape, w.shape()), integers, 3), options);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void spoilsWhatSeesANonFiniteValueAndNoTileBeyond(double value) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(Padding.of(1, 1, 1, 1));
    Shape shape = Shape.of(3, 2, 9, 37);
    DoubleTensor w = random(Shape.of(3, 2, 3, 3), /* integers= */ false, 2);
    check(
        spoiled(random(shape, /* integers= */ false, 1), value),
        w,
        spoiled(random(options.outputShape(shape, w.shape()), /* integers= */ false, 3), value),
        options);
  }

  /** Puts a value at some places: corners of an image, and its middle. */
  private static DoubleTensor spoiled(DoubleTensor x, double value) {
    double[] values = x.toArray();
    int image = values.length / x.shape().dim(0);
    for (int place : new int[] {0, image - 1, image + image / 2, values.length - 1}) {
      values[place] = value;
    }
    return DoubleTensor.of(x.shape(), values);
  }
}
