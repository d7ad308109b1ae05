package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.check;
import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling of rows of every length around those of vectors, with what ties and is not finite. */
class PoolingTest {
  static Stream<Arguments> windows() {
    return IntStream.of(1, 2, 7, 15, 16, 17, 31, 33, 34, 50, 67)
        .boxed()
        .flatMap(
            width ->
                Stream.of(
                    pool(width, Window.of(2, 2).stride(2, 2)),
                    pool(width, Window.of(3, 3).stride(2, 2).padding(Padding.of(1, 1, 1, 1))),
                    pool(width, Window.of(3, 2).stride(1, 1).padding(Padding.of(1, 1, 0, 0))),
                    pool(width + 4, Window.of(2, 3).stride(3, 3).dilation(1, 2)),
                    pool(
                        width + 5,
                        Window.of(2, 3)
                            .stride(1, 2)
                            .dilation(3, 2)
                            .padding(Padding.of(1, 1, 1, 0)))));
  }

  /** Single windows, strides beyond the image, and more than the windows see. */
  static Stream<Arguments> wide() {
    return Stream.of(
        Arguments.of(Shape.of(2, 3, 7, 7), Pool2dOptions.of(7, 7)),
        Arguments.of(Shape.of(2, 3, 1, 3000), Pool2dOptions.of(1, 3000)),
        Arguments.of(
            Shape.of(2, 3, 6, 6), Pool2dOptions.of(Window.of(2, 2).stride(2, 100_000_000))),
        Arguments.of(Shape.of(2, 3, 9, 40), Pool2dOptions.of(Window.of(2, 3).stride(1, 11))),
        Arguments.of(Shape.of(2, 3, 3, 200), Pool2dOptions.of(Window.of(1, 100).stride(1, 100))));
  }

  private static Arguments pool(int width, Window window) {
    Pool2dOptions options = Pool2dOptions.of(window).ceilMode(width % 2 == 1);
    return Arguments.of(
        Shape.of(2, 3, 4 + width % 4, Math.max(width, window.kernelWidth())),
        options.countIncludePad(width % 3 == 0));
  }

  @ParameterizedTest
  @MethodSource({"windows", "wide"})
  void meetsTheReference(Shape shape, Pool2dOptions options) {
    // Small integers, which tie often.
    DoubleTensor x = random(shape, true, 1);
    gradients(x, random(options.outputShape(shape), false, 2), options);
    check(
        PoolingReference.avgPool2d(x, options).expectation(),
        ops -> ops.avgPool2d(put(ops, x), options));
  }

  @ParameterizedTest
  @MethodSource({"windows", "wide"})
  void keepsWhatIsNotFinite(Shape shape, Pool2dOptions options) {
    Shape output = options.outputShape(shape);
    DoubleTensor dy = random(output, false, 2).with(Double.POSITIVE_INFINITY, 0, 1, 0, 0);
    DoubleTensor x = random(shape, true, 1).with(Double.NEGATIVE_INFINITY, 0, 0, 0, 0);
    gradients(x, dy, options);
    DoubleTensor spoilt = x.with(Double.NaN, 1, 2, shape.dim(2) - 1, shape.dim(3) - 1);
    check(
        Expectation.exactly(PoolingReference.maxPool2d(spoilt, options)),
        ops -> ops.maxPool2d(put(ops, spoilt), options));
    gradients(x.map(v -> Double.NEGATIVE_INFINITY), random(output, false, 3), options);
  }

  private static void gradients(DoubleTensor x, DoubleTensor dy, Pool2dOptions options) {
    DoubleTensor y = PoolingReference.maxPool2d(x, options);
    check(Expectation.exactly(y), ops -> ops.maxPool2d(put(ops, x), options));
    check(
        PoolingReference.maxPool2dGradient(x, dy, options).expectation(),
        ops -> ops.maxPool2dGradient(put(ops, x), put(ops, y), put(ops, dy), options));
    check(
        PoolingReference.avgPool2dGradient(x.shape(), dy, options).expectation(),
        ops -> ops.avgPool2dGradient(x.shape(), put(ops, dy), options));
  }
}
