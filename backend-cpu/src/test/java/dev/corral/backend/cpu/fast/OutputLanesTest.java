package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.conformance.reference.Tiles;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolutions of many taps over rows of every short length, most of which are computed with their
 * outputs in the lanes: against the reference, on several numbers of threads.
 */
class OutputLanesTest {
  private static final int MOST = 40;

  private static final List<Session> SESSIONS = new ArrayList<>();

  @BeforeAll
  static void open() {
    for (String threads : new String[] {"1", "2", "7"}) {
      SESSIONS.add(Backends.of(new CpuProvider()).open("cpu", Map.of("threads", threads)));
    }
  }

  @AfterAll
  static void close() {
    SESSIONS.forEach(Session::close);
    SESSIONS.clear();
  }

  /** Every number of outputs of a group with every kind of kernel, and widths that wander. */
  static Stream<Arguments> convolutions() {
    return IntStream.rangeClosed(1, MOST)
        .boxed()
        .flatMap(
            outputs -> {
              int width = 1 + outputs * 7 % MOST;
              Conv2dOptions options = Conv2dOptions.DEFAULT;
              return Stream.of(
                  conv2d(outputs, 16, width, 3, 3, options.padding(1)),
                  conv2d(outputs, 8, width + 1, 5, 4, options.padding(2).stride(2)),
                  conv2d(outputs, 130, width, 1, 1, options),
                  conv2d(outputs, 16, width, 3, 3, options.padding(2).dilation(2)),
                  conv2d(
                      outputs,
                      10,
                      width,
                      3,
                      5,
                      options.padding(Padding.of(1, 2, 2, 3)).stride(1, 3).groups(2)));
            });
  }

  private static Arguments conv2d(
      int outputs, int inputs, int width, int down, int across, Conv2dOptions options) {
    int height = 2 + outputs * 5 % 9;
    int groups = options.groups();
    Shape x = Shape.of(2, inputs * groups, height, width);
    return Arguments.of(x, Shape.of(outputs * groups, inputs, down, across), options);
  }

  private static DoubleTensor random(Shape shape, boolean integers, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  private static void check(Expectation expected, Function<Ops, Tensor> task) {
    for (Session session : SESSIONS) {
      try (Scope scope = session.scope()) {
        assertThat(expected.mismatch(task.apply(scope.ops()))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void meetsTheReference(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, true, 1);
    DoubleTensor w = random(kernel, true, 2);
    Expectation exact = Tiles.conv2d(x, w, options);
    assertThat(exact.bound().toArray()).containsOnly(0);
    check(exact, ops -> ops.conv2d(put(ops, x), put(ops, w), options));
    DoubleTensor dy = random(options.outputShape(shape, kernel), false, 3);
    DoubleTensor real = random(kernel, false, 4);
    check(
        Tiles.inputGradient(shape, real, dy, options),
        ops -> ops.conv2dInputGradient(shape, put(ops, real), put(ops, dy), options));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void addsBiasAndActivates(Shape shape, Shape kernel, Conv2dOptions options) {
    Conv2dSpec spec =
        new Conv2dSpec(
            shape.dim(1),
            kernel.dim(0),
            kernel.dim(2),
            kernel.dim(3),
            options,
            /* bias= */ true,
            Activation.RELU);
    DoubleTensor x = random(shape, false, 1);
    List<DoubleTensor> parameters =
        List.of(random(kernel, false, 2), random(Shape.of(kernel.dim(0)), false, 3));
    check(
        LayerReference.conv2d(spec, x, parameters),
        ops -> ops.apply(spec, put(ops, x), parameters.stream().map(p -> put(ops, p)).toList()));
  }

  /** What is no number stays with the outputs that it is a summand of, and at most their tiles. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void keepsNonFiniteValuesToTheirOutputs(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, false, 1).with(Double.NaN, 1, shape.dim(1) - 1, 0, 0);
    DoubleTensor w = random(kernel, false, 2);
    check(Tiles.conv2d(x, w, options), ops -> ops.conv2d(put(ops, x), put(ops, w), options));
  }
}
