package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bias and activation in each of the kernels that a layer may run on. */
@NeedsDevice
class LayerTest {
  private static final Shape IMAGE = Shape.of(2, 6, 19, 83);

  static Stream<Arguments> layers() {
    Stream<Conv2dSpec> tiles = Stream.of(Activation.values()).map(LayerTest::tiles);
    List<Conv2dSpec> specs =
        Stream.concat(tiles, Stream.of(depthwise(Activation.SIGMOID), oneFilter(Activation.RELU)))
            .toList();
    return Stream.of(Family.values())
        .flatMap(family -> specs.stream().map(spec -> Arguments.of(family, spec)));
  }

  private static Conv2dSpec tiles(Activation activation) {
    return new Conv2dSpec(6, 21, 3, 2, Conv2dOptions.DEFAULT.stride(1, 2), true, activation);
  }

  private static Conv2dSpec depthwise(Activation activation) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(1).groups(6);
    return new Conv2dSpec(6, 6, 3, 3, options, true, activation);
  }

  private static Conv2dSpec oneFilter(Activation activation) {
    return new Conv2dSpec(6, 1, 5, 3, Conv2dOptions.DEFAULT.dilation(2), true, activation);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void biasAndActivationAreApplied(Family family, Conv2dSpec spec) {
    DoubleTensor x = reals(IMAGE, 1);
    List<DoubleTensor> parameters = parameters(spec);
    check(family, spec, x, parameters, LayerReference.conv2d(spec, x, parameters));
  }

  static Stream<Arguments> linearLayers() {
    return Stream.of(Family.values())
        .flatMap(
            family ->
                Stream.of(
                    Arguments.of(family, Shape.of(67, 150), 131),
                    Arguments.of(family, Shape.of(1, 70), 33),
                    Arguments.of(family, Shape.of(3, 5, 7), 1)));
  }

  @ParameterizedTest
  @MethodSource("linearLayers")
  void rowsAreMultipliedByTheWeights(Family family, Shape input, int outputs) {
    LinearSpec spec = new LinearSpec(input.dim(-1), outputs, true, Activation.TANH);
    DoubleTensor x = reals(input, 1);
    List<DoubleTensor> parameters = parameters(spec);
    check(family, spec, x, parameters, LayerReference.linear(spec, x, parameters));
  }

  private static List<DoubleTensor> parameters(LayerSpec spec) {
    return spec.parameterShapes().values().stream()
        .map(shape -> reals(shape, shape.rank()))
        .toList();
  }

  private static void check(
      Family family,
      LayerSpec spec,
      DoubleTensor x,
      List<DoubleTensor> parameters,
      Expectation expected) {
    try (Session session =
            Backends.of(new OpenClProvider()).open("opencl", Map.of("family", family.id()));
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      assertThat(ops.layer(spec)).isPresent();
      List<Tensor> given = parameters.stream().map(p -> put(ops, p)).toList();
      assertThat(expected.mismatch(ops.apply(spec, put(ops, x), given))).isEmpty();
    }
  }

  private static DoubleTensor reals(Shape shape, int seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(shape, index -> random.nextFloat() * 2 - 1);
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }
}
