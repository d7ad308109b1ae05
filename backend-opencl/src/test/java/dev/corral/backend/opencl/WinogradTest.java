package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.Tiles;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's algorithm against the reference, within the tile numerics class. */
@NeedsDevice
class WinogradTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  static Stream<Arguments> convolutions() {
    List<Arguments> shapes =
        List.of(
            Arguments.of(Shape.of(1, 1, 3, 3), Shape.of(1, 1, 3, 3), PLAIN),
            Arguments.of(Shape.of(1, 2, 4, 4), Shape.of(3, 2, 3, 3), PLAIN),
            Arguments.of(
                Shape.of(2, 3, 7, 6), Shape.of(5, 3, 3, 3), PLAIN.padding(Padding.of(1, 0, 2, 3))),
            Arguments.of(
                Shape.of(2, 2, 4, 5), Shape.of(3, 2, 3, 3), PLAIN.padding(Padding.of(4, 0, 3, 2))),
            Arguments.of(Shape.of(3, 6, 17, 71), Shape.of(10, 3, 3, 3), PLAIN.padding(1).groups(2)),
            Arguments.of(Shape.of(1, 33, 9, 40), Shape.of(34, 33, 3, 3), PLAIN.padding(1)));
    return Stream.of(Family.values())
        .flatMap(
            family ->
                shapes.stream().map(a -> Arguments.of(family, a.get()[0], a.get()[1], a.get()[2])));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void meetsTheBoundsForwardAndBackward(
      Family family, Shape image, Shape kernel, Conv2dOptions options) {
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(image, integers, 1);
      DoubleTensor w = random(kernel, integers, 2);
      DoubleTensor g = random(options.outputShape(image, kernel), integers, 3);
      check(
          family,
          Tiles.conv2d(x, w, options),
          ops -> ops.conv2d(put(ops, x), put(ops, w), options));
      check(
          family,
          Tiles.inputGradient(image, w, g, options),
          ops -> ops.conv2dInputGradient(image, put(ops, w), put(ops, g), options));
    }
  }

  /** So many images that they go through in several parts, the last of them smaller. */
  @ParameterizedTest
  @EnumSource(Family.class)
  void goesThroughManyImagesInParts(Family family) {
    float[] inParts = ofManyImages(family, "winograd2");
    assertThat(inParts).isEqualTo(ofManyImages(family, "direct"));
  }

  private static float[] ofManyImages(Family family, String algorithm) {
    try (Session session = open(family, algorithm);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = put(ops, random(Shape.of(7, 2, 260, 290), true, 1));
      return ops.conv2d(x, put(ops, random(Shape.of(3, 2, 3, 3), true, 2))).toArray();
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void addsBiasAndAppliesTheActivation(Family family) {
    Conv2dSpec spec = new Conv2dSpec(3, 5, 3, 3, PLAIN.padding(1), true, Activation.RELU);
    DoubleTensor x = random(Shape.of(2, 3, 7, 9), true, 1);
    DoubleTensor w = random(Shape.of(5, 3, 3, 3), true, 2);
    DoubleTensor bias = random(Shape.of(5), true, 3);
    DoubleTensor sums = Tiles.conv2d(x, w, spec.options()).value();
    DoubleTensor expected =
        DoubleTensor.generate(sums.shape(), i -> Math.max(0, sums.get(i) + bias.get(i[1])));
    check(
        family,
        Expectation.exactly(expected),
        ops -> ops.apply(spec, put(ops, x), List.of(put(ops, w), put(ops, bias))));
  }

  private static DoubleTensor random(Shape shape, boolean integers, int seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  private static void check(Family family, Expectation expected, Function<Ops, Tensor> call) {
    try (Session session = open(family, "winograd2");
        Scope scope = session.scope()) {
      assertThat(expected.mismatch(call.apply(scope.ops()))).isEmpty();
    }
  }

  private static Session open(Family family, String algorithm) {
    Map<String, String> options = Map.of("family", family.id(), "algorithm", algorithm);
    return Backends.of(new OpenClProvider()).open("opencl", options);
  }
}
