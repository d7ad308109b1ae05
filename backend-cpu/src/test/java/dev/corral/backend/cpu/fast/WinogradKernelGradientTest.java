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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's gradient by the kernel against the reference, within the tile numerics class. */
class WinogradKernelGradientTest {
  private static final List<String> TILES = List.of("winograd2", "winograd4_complex");

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 3, 3), 1, Padding.valid()),
        Arguments.of(Shape.of(2, 3, 7, 6), 5, Padding.of(1, 0, 2, 3)),
        Arguments.of(Shape.of(2, 2, 4, 5), 3, Padding.of(4, 0, 3, 2)),
        Arguments.of(Shape.of(3, 33, 14, 9), 34, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(1, 66, 5, 5), 7, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 2, 40, 41), 2, Padding.of(1, 1, 1, 1)),
        // More tiles than wait at once.
        Arguments.of(Shape.of(5, 3, 40, 41), 2, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(1, 2, 5, 525), 3, Padding.of(1, 1, 1, 1)),
        // Many tiles for their kernels, but in one unit.
        Arguments.of(Shape.of(1, 1, 1, 27), 1, Padding.of(1, 1, 1, 1)));
  }

  private static DoubleTensor random(Shape shape, boolean integers, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  /** After another gradient has left NaN in all working memory. */
  private static float[] gradient(
      String tiles,
      int threads,
      DoubleTensor x,
      Shape kernel,
      DoubleTensor dy,
      Conv2dOptions options) {
    Map<String, String> forced = Map.of("algorithm", tiles, "threads", Integer.toString(threads));
    try (Session session = Backends.of(new CpuProvider()).open("cpu", forced);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      int images = threads + x.shape().dim(0);
      Shape inputs = x.shape().with(0, images);
      Shape outputs = dy.shape().with(0, images);
      ops.conv2dKernelGradient(
          ops.fill(inputs, Float.NaN), kernel, ops.fill(outputs, Float.NaN), options);
      return ops.conv2dKernelGradient(
              ops.fromArray(x.shape(), x.toFloatArray()),
              kernel,
              ops.fromArray(dy.shape(), dy.toFloatArray()),
              options)
          .toArray();
    }
  }

  private static void check(
      DoubleTensor x, Shape kernel, DoubleTensor dy, Conv2dOptions options, float[] result) {
    try (Session session = Backends.of(new CpuProvider()).open("cpu", Map.of());
        Scope scope = session.scope()) {
      assertThat(
              Tiles.kernelGradient(x, kernel, dy, options)
                  .mismatch(scope.ops().fromArray(kernel, result)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void meetsTheBoundsOnAnyNumberOfThreads(Shape shape, int outputs, Padding padding) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(padding);
    Shape kernel = Shape.of(outputs, shape.dim(1), 3, 3);
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor dy = random(options.outputShape(shape, kernel), integers, 2);
      for (String tiles : TILES) {
        float[] onOne = gradient(tiles, 1, x, kernel, dy, options);
        check(x, kernel, dy, options, onOne);
        for (int threads : new int[] {2, 7}) {
          float[] result = gradient(tiles, threads, x, kernel, dy, options);
          check(x, kernel, dy, options, result);
          if (integers) {
            assertThat(result).isEqualTo(onOne);
          }
        }
      }
    }
  }

  /** One NaN or infinity at each place in turn, in either factor. */
  @Test
  void showsWhatIsNotFinite() {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(1);
    Shape kernel = Shape.of(2, 3, 3, 3);
    DoubleTensor x = random(Shape.of(1, 3, 4, 5), false, 1);
    DoubleTensor dy = random(Shape.of(1, 2, 4, 5), false, 2);
    for (double strange : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int at = 0; at < 20; at++) {
        DoubleTensor oddX = with(x, at, strange);
        DoubleTensor oddGradient = with(dy, at, strange);
        for (String tiles : TILES) {
          check(oddX, kernel, dy, options, gradient(tiles, 2, oddX, kernel, dy, options));
          float[] result = gradient(tiles, 2, x, kernel, oddGradient, options);
          check(x, kernel, oddGradient, options, result);
        }
      }
    }
  }

  /** A copy in whose first channel one element is another. */
  private static DoubleTensor with(DoubleTensor x, int at, double value) {
    int width = x.shape().dim(3);
    return DoubleTensor.generate(
        x.shape(), i -> i[0] == 0 && i[1] == 0 && i[2] * width + i[3] == at ? value : x.get(i));
  }
}
