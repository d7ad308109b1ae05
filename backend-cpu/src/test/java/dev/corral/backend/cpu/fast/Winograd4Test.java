package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F(4×4, 3×3) against the reference, within a bound on the largest error of all. */
class Winograd4Test {
  /** Of the largest result; its tiles' transforms enlarge rounding errors up to 200 times. */
  private static final double ERROR = 0x1p-17;

  private static final Conv2dOptions SAME = Conv2dOptions.DEFAULT.padding(Padding.of(1, 1, 1, 1));

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 3, 3), 1, Conv2dOptions.DEFAULT),
        Arguments.of(Shape.of(2, 3, 7, 6), 5, padded(1, 0, 2, 3)),
        Arguments.of(Shape.of(1, 5, 17, 19), 7, SAME),
        Arguments.of(Shape.of(2, 2, 4, 5), 3, padded(4, 0, 3, 2)),
        Arguments.of(Shape.of(2, 4, 9, 9), 6, SAME.groups(2)),
        // One panel half full, divided by outputs; rows that span panels; many panels of images.
        Arguments.of(Shape.of(1, 40, 14, 14), 43, SAME),
        Arguments.of(Shape.of(2, 2, 4, 301), 9, padded(0, 1, 1, 0)),
        Arguments.of(Shape.of(40, 3, 15, 13), 4, SAME),
        // More tiles than wait at once for the gradient by the kernel.
        Arguments.of(Shape.of(6, 3, 60, 61), 2, SAME),
        // More channels than are summed at once.
        Arguments.of(Shape.of(1, 515, 4, 4), 3, SAME));
  }

  private static Conv2dOptions padded(int top, int bottom, int left, int right) {
    return Conv2dOptions.DEFAULT.padding(Padding.of(top, bottom, left, right));
  }

  private static DoubleTensor random(Shape shape, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(shape, i -> (float) random.nextGaussian());
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  private static Session open(int threads) {
    return Backends.of(new CpuProvider())
        .open("cpu", Map.of("algorithm", "winograd4", "threads", Integer.toString(threads)));
  }

  private static float[] forward(DoubleTensor x, DoubleTensor w, Conv2dOptions o, int threads) {
    try (Session session = open(threads);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      return ops.conv2d(put(ops, x), put(ops, w), o).toArray();
    }
  }

  private static float[] backward(
      Shape shape, DoubleTensor w, DoubleTensor g, Conv2dOptions o, int threads) {
    try (Session session = open(threads);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      return ops.conv2dInputGradient(shape, put(ops, w), put(ops, g), o).toArray();
    }
  }

  private static float[] kernelGradient(
      DoubleTensor x, Shape kernel, DoubleTensor g, Conv2dOptions o, int threads) {
    try (Session session = open(threads);
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      return ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, g), o).toArray();
    }
  }

  private static void assertNear(float[] actual, DoubleTensor reference) {
    double[] expected = reference.toArray();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isFinite();
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    assertThat(error / largest).isLessThan(ERROR);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isNearForwardAndBackwardAndTheSameOnAnyThreads(Shape shape, int k, Conv2dOptions options) {
    DoubleTensor x = random(shape, 1);
    DoubleTensor w = random(Shape.of(k, shape.dim(1) / options.groups(), 3, 3), 2);
    DoubleTensor g = random(options.outputShape(shape, w.shape()), 3);
    float[] y = forward(x, w, options, 2);
    float[] dx = backward(shape, w, g, options, 2);
    assertNear(y, ConvolutionReference.conv2d(x, w, options).value());
    assertNear(dx, ConvolutionReference.inputGradient(shape, w, g, options).value());
    for (int threads : new int[] {1, 7}) {
      assertThat(forward(x, w, options, threads)).isEqualTo(y);
      assertThat(backward(shape, w, g, options, threads)).isEqualTo(dx);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isNearInTheGradientByTheKernel(Shape shape, int k, Conv2dOptions options) {
    Shape kernel = Shape.of(k, shape.dim(1) / options.groups(), 3, 3);
    DoubleTensor x = random(shape, 1);
    DoubleTensor g = random(options.outputShape(shape, kernel), 3);
    DoubleTensor expected = ConvolutionReference.kernelGradient(x, kernel, g, options).value();
    for (int threads : new int[] {1, 2, 7}) {
      float[] dw = kernelGradient(x, kernel, g, options, threads);
      assertNear(dw, expected);
      assertThat(kernelGradient(x, kernel, g, options, threads)).isEqualTo(dw);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void spoilsWhatSeesANonFiniteValueAndAtMostItsTiles(float value) {
    int side = 21;
    float[] values = random(Shape.of(2, 2, side, side), 1).toFloatArray();
    int row = 9;
    int column = 14;
    values[row * side + column] = value;
    DoubleTensor x = DoubleTensor.generate(Shape.of(2, 2, side, side), new Flat(values, side)::at);
    float[] y = forward(x, random(Shape.of(3, 2, 3, 3), 2), SAME, 2);
    for (int i = 0; i < y.length; i++) {
      int down = Math.abs(i / side % side - row);
      int along = Math.abs(i % side - column);
      boolean firstImage = i < y.length / 2;
      if (firstImage && down <= 1 && along <= 1) {
        assertThat(Float.isFinite(y[i])).isFalse();
      } else if (!firstImage || down > 4 || along > 4) {
        assertThat(y[i]).isFinite();
      }
    }
  }

  /** The elements of [2, 2, side, side]. */
  private record Flat(float[] values, int side) {
    double at(int... i) {
      return values[((i[0] * 2 + i[1]) * side + i[2]) * side + i[3]];
    }
  }

  @Test
  void isNeverChosenByDefault() {
    Shape shape = Shape.of(1, 64, 12, 12);
    DoubleTensor x = random(shape, 1);
    DoubleTensor w = random(Shape.of(64, 64, 3, 3), 2);
    float[] y = forward(x, w, SAME, 2);
    try (Session session = Backends.of(new CpuProvider()).open("cpu", Map.of("threads", "2"));
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      float[] byDefault = ops.conv2d(put(ops, x), put(ops, w), SAME).toArray();
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
        assertThat(y).isNotEqualTo(byDefault);
      } else {
        assertThat(y).isEqualTo(byDefault);
      }
    }
  }
}
