package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
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

/** Winograd's algorithm against the reference, within the tile numerics class. */
class WinogradTest {
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 3, 3), 1, Padding.valid()),
        Arguments.of(Shape.of(2, 3, 7, 6), 5, Padding.of(1, 0, 2, 3)),
        Arguments.of(Shape.of(1, 5, 17, 19), 7, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(2, 2, 4, 5), 3, Padding.of(4, 0, 3, 2)),
        Arguments.of(Shape.of(1, 33, 8, 40), 34, Padding.of(1, 1, 1, 1)),
        Arguments.of(Shape.of(1, 130, 4, 3), 131, Padding.of(1, 1, 1, 1)));
  }

  private static DoubleTensor random(Shape shape, boolean integers, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  private static void check(DoubleTensor expected, double bound, Tensor result) {
    Expectation within = Expectation.within(expected, DoubleTensor.full(expected.shape(), bound));
    assertThat(within.mismatch(result)).isEmpty();
  }

  /** 4 · γ(n) · max|x| · Σ|w|, with the largest such sum. */
  private static double bound(DoubleTensor x, DoubleTensor w, int outputs, boolean integers) {
    double largest = max(x.toArray());
    double weights = max(w.toArray()) * w.shape().size() / outputs;
    double n = w.shape().size() / (double) outputs;
    return integers ? 0 : 4 * n * 0x1p-24 / (1 - n * 0x1p-24) * largest * weights;
  }

  private static double max(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void meetsTheBoundsForwardAndBackward(Shape shape, int outputs, Padding padding) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.padding(padding);
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor w = random(Shape.of(outputs, shape.dim(1), 3, 3), integers, 2);
      DoubleTensor g = random(options.outputShape(shape, w.shape()), integers, 3);
      Map<String, String> forced = Map.of("algorithm", "winograd2", "threads", "2");
      try (Session session = Backends.of(new CpuProvider()).open("cpu", forced);
          Scope scope = session.scope()) {
        Ops ops = scope.ops();
        check(
            ConvolutionReference.conv2d(x, w, options).value(),
            bound(x, w, outputs, integers),
            ops.conv2d(put(ops, x), put(ops, w), options));
        check(
            ConvolutionReference.inputGradient(shape, w, g, options).value(),
            bound(g, w, shape.dim(1), integers),
            ops.conv2dInputGradient(shape, put(ops, w), put(ops, g), options));
      }
    }
  }
}
