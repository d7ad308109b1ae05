package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.check;
import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.conformance.reference.Tiles;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions whose rows of outputs are made in pairs, against the reference. */
class RowPairsTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  /** Kernels of every height, cut by every small stride, with few outputs and with many. */
  static Stream<Arguments> kernels() {
    return IntStream.rangeClosed(3, 12)
        .boxed()
        .flatMap(
            height ->
                IntStream.rangeClosed(1, 4)
                    .mapToObj(
                        stride ->
                            Arguments.of(
                                Shape.of(2, 2, height + 4 + stride, 9 + height),
                                Shape.of(11 * stride, 2, height, 3 + height % 3),
                                PLAIN.stride(stride, 1 + height % 4).padding(height % 3))));
  }

  static Stream<Arguments> images() {
    Conv2dOptions around = PLAIN.padding(Padding.of(1, 2, 0, 3));
    return Stream.of(
        // One row of outputs; one column; rows longer than a piece, of pieces and a rest.
        Arguments.of(Shape.of(1, 1, 5, 8), Shape.of(3, 1, 5, 5), PLAIN),
        Arguments.of(Shape.of(3, 2, 12, 5), Shape.of(17, 2, 5, 5), PLAIN),
        Arguments.of(Shape.of(1, 3, 9, 124), Shape.of(33, 3, 5, 5), PLAIN),
        Arguments.of(Shape.of(1, 3, 8, 103), Shape.of(64, 3, 4, 4), around.stride(2)),
        // Several pairs of short rows at once, of an odd number of rows; groups.
        Arguments.of(Shape.of(2, 4, 23, 11), Shape.of(40, 4, 5, 3), around),
        Arguments.of(Shape.of(2, 6, 15, 14), Shape.of(38, 3, 5, 5), around.groups(2)),
        // Bands that see nothing but the padding, above and below.
        Arguments.of(
            Shape.of(1, 3, 20, 70), Shape.of(40, 3, 5, 5), PLAIN.padding(Padding.of(40, 0, 40, 0))),
        // More elements than a band holds.
        Arguments.of(Shape.of(1, 96, 20, 90), Shape.of(5, 96, 3, 4), PLAIN.padding(1)),
        // Chosen by default: enough positions, and products to save.
        Arguments.of(Shape.of(1, 3, 64, 61), Shape.of(32, 3, 7, 7), PLAIN.stride(2).padding(3)));
  }

  @ParameterizedTest
  @MethodSource({"kernels", "images"})
  void meetsTheReference(Shape shape, Shape kernel, Conv2dOptions options) {
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor w = random(kernel, integers, 2);
      check(
          "winograd2",
          Tiles.conv2d(x, w, options),
          ops -> ops.conv2d(put(ops, x), put(ops, w), options));
      DoubleTensor dy = random(options.outputShape(shape, kernel), integers, 3);
      check(
          "winograd2",
          Tiles.kernelGradient(x, kernel, dy, options),
          ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), options));
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void addsBiasAndActivates(Shape shape, Shape kernel, Conv2dOptions options) {
    int outputs = kernel.dim(0);
    Conv2dSpec spec =
        new Conv2dSpec(
            shape.dim(1),
            outputs,
            kernel.dim(2),
            kernel.dim(3),
            options,
            /* bias= */ true,
            Activation.RELU);
    DoubleTensor x = random(shape, false, 1);
    List<DoubleTensor> parameters =
        List.of(random(kernel, false, 2), random(Shape.of(outputs), false, 3));
    check(
        "winograd2",
        LayerReference.conv2d(spec, x, parameters),
        ops -> ops.apply(spec, put(ops, x), parameters.stream().map(p -> put(ops, p)).toList()));
  }

  /** In which order weights are kept depends on the stride and, by chance, on the image. */
  @Test
  void takesTheSameWeightsForDifferentImages() {
    DoubleTensor w = random(Shape.of(16, 2, 5, 5), true, 2);
    try (Session session =
            Backends.of(new CpuProvider()).open("cpu", Map.of("algorithm", "winograd2"));
        Scope scope = session.scope()) {
      Tensor kernel = put(scope.ops(), w);
      for (int stride : new int[] {1, 2, 3}) {
        for (int width = 5; width < 12; width++) {
          DoubleTensor x = random(Shape.of(1, 2, 9, width), true, width);
          Conv2dOptions options = PLAIN.stride(1, stride);
          Tensor y = scope.ops().conv2d(put(scope.ops(), x), kernel, options);
          assertThat(Tiles.conv2d(x, w, options).mismatch(y)).isEmpty();
        }
      }
    }
  }

  /** What is no number spoils outputs that see it. */
  @Test
  void keepsNonFiniteValuesToTheirTiles() {
    Shape shape = Shape.of(1, 2, 18, 19);
    DoubleTensor w = random(Shape.of(20, 2, 5, 5), false, 2);
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      DoubleTensor x = random(shape, false, 1).with(value, 0, 1, 7, 8);
      check(
          "winograd2",
          Tiles.conv2d(x, w, PLAIN),
          ops -> ops.conv2d(put(ops, x), put(ops, w), PLAIN));
    }
  }
}
