package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution by Fourier transforms, against the reference, within a bound on the largest error.
 */
class FftTest {
  /** Of the largest result. */
  private static final double ERROR = 0x1p-17;

  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 1, 1), Shape.of(1, 1, 1, 1), PLAIN),
        Arguments.of(Shape.of(2, 3, 9, 7), Shape.of(5, 3, 3, 2), PLAIN.padding(1)),
        Arguments.of(Shape.of(1, 2, 40, 37), Shape.of(3, 2, 11, 11), PLAIN.padding(5)),
        Arguments.of(Shape.of(3, 5, 20, 33), Shape.of(4, 5, 7, 1), PLAIN),
        Arguments.of(
            Shape.of(2, 6, 23, 24), Shape.of(4, 3, 5, 9), PLAIN.padding(Padding.same()).groups(2)),
        Arguments.of(
            Shape.of(1, 4, 17, 18),
            Shape.of(4, 1, 9, 9),
            PLAIN.padding(Padding.of(3, 8, 0, 2)).groups(4)),
        // Tiles of the largest side; the largest kernel that fits them.
        Arguments.of(Shape.of(1, 1, 70, 66), Shape.of(2, 1, 64, 64), PLAIN));
  }

  /** What is left to other algorithms: strides, dilation, kernels larger than the largest tiles. */
  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(Shape.of(1, 2, 20, 21), Shape.of(3, 2, 5, 5), PLAIN.stride(2)),
        Arguments.of(Shape.of(1, 2, 20, 21), Shape.of(3, 2, 3, 3), PLAIN.dilation(3)),
        Arguments.of(Shape.of(1, 1, 5, 80), Shape.of(1, 1, 2, 65), PLAIN));
  }

  private static float[] run(String simd, int threads, Function<Ops, Tensor> task) {
    return run(Map.of("algorithm", "fft", "simd", simd, "threads", "" + threads), task);
  }

  private static float[] run(Map<String, String> settings, Function<Ops, Tensor> task) {
    try (Session session = Backends.of(new CpuProvider()).open("cpu", settings);
        Scope scope = session.scope()) {
      return task.apply(scope.ops()).toArray();
    }
  }

  private static void assertNear(double[] expected, Function<Ops, Tensor> task) {
    for (String simd : new String[] {"true", "false"}) {
      float[] actual = run(simd, 2, task);
      assertNear(actual, expected);
      assertThat(run(simd, 1, task)).isEqualTo(actual);
      assertThat(run(simd, 7, task)).isEqualTo(actual);
    }
  }

  private static void assertNear(float[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isFinite();
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    assertThat(error).isLessThan(ERROR * largest);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isNearInAllPassesAndTheSameOnAnyThreads(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, false, 1);
    DoubleTensor w = random(kernel, false, 2);
    DoubleTensor dy = random(options.outputShape(shape, kernel), false, 3);
    assertNear(
        ConvolutionReference.conv2d(x, w, options).value().toArray(),
        ops -> ops.conv2d(put(ops, x), put(ops, w), options));
    assertNear(
        ConvolutionReference.inputGradient(shape, w, dy, options).value().toArray(),
        ops -> ops.conv2dInputGradient(shape, put(ops, w), put(ops, dy), options));
    assertNear(
        ConvolutionReference.kernelGradient(x, kernel, dy, options).value().toArray(),
        ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), options));
  }

  @ParameterizedTest
  @MethodSource("others")
  void leavesOtherShapesToOtherAlgorithms(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, true, 1);
    DoubleTensor w = random(kernel, true, 2);
    float[] y = run("true", 2, ops -> ops.conv2d(put(ops, x), put(ops, w), options));
    assertThat(y).isEqualTo(ConvolutionReference.conv2d(x, w, options).value().toFloatArray());
  }

  @Test
  void addsBiasAndActivates() {
    Conv2dSpec spec =
        new Conv2dSpec(3, 5, 9, 9, PLAIN.padding(4), /* bias= */ true, Activation.RELU);
    DoubleTensor x = random(Shape.of(2, 3, 21, 19), false, 1);
    List<DoubleTensor> parameters =
        List.of(random(Shape.of(5, 3, 9, 9), false, 2), random(Shape.of(5), false, 3));
    assertNear(
        LayerReference.conv2d(spec, x, parameters).value().toArray(),
        ops -> ops.apply(spec, put(ops, x), parameters.stream().map(p -> put(ops, p)).toList()));
  }

  /** More tiles than are worked on at once. */
  @Test
  void worksInBatches() {
    Shape kernel = Shape.of(24, 24, 9, 9);
    Shape shape = Shape.of(2, 24, 130, 141);
    DoubleTensor x = random(shape, false, 1);
    DoubleTensor w = random(kernel, false, 2);
    DoubleTensor dy = random(PLAIN.outputShape(shape, kernel), false, 3);
    List<Function<Ops, Tensor>> passes =
        List.of(
            ops -> ops.conv2d(put(ops, x), put(ops, w), PLAIN),
            ops -> ops.conv2dInputGradient(shape, put(ops, w), put(ops, dy), PLAIN),
            ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), PLAIN));
    for (Function<Ops, Tensor> pass : passes) {
      float[] products = run(Map.of("algorithm", "gemm"), pass);
      double[] expected = new double[products.length];
      Arrays.setAll(expected, i -> products[i]);
      assertNear(run("true", 2, pass), expected);
    }
  }

  /** What sees a value that is not finite is not finite; other images are left alone. */
  @Test
  void showsNonFiniteValues() {
    DoubleTensor x = random(Shape.of(2, 1, 30, 30), false, 1).with(Double.NaN, 0, 0, 14, 15);
    DoubleTensor w = random(Shape.of(1, 1, 5, 5), false, 2);
    float[] y = run("true", 2, ops -> ops.conv2d(put(ops, x), put(ops, w), PLAIN.padding(2)));
    for (int i = 0; i < y.length; i++) {
      boolean sees = i < 900 && Math.abs(i / 30 - 14) <= 2 && Math.abs(i % 30 - 15) <= 2;
      if (sees) {
        assertThat(y[i]).isNaN();
      } else if (i >= 900) {
        assertThat(y[i]).isFinite();
      }
    }
  }
}
