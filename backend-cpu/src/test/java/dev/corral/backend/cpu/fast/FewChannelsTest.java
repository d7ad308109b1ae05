package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.check;
import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;

import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolutions between few channels, whose kernels slide by three rows or lay channels side by
 * side: against the reference, on several numbers of threads.
 */
class FewChannelsTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  static Stream<Arguments> convolutions() {
    return Stream.of(
        Arguments.of(Shape.of(5, 6, 14, 14), Shape.of(16, 6, 5, 5), PLAIN),
        Arguments.of(Shape.of(2, 3, 9, 40), Shape.of(5, 3, 4, 5), PLAIN.padding(2)),
        Arguments.of(
            Shape.of(3, 6, 13, 11),
            Shape.of(7, 6, 3, 5),
            PLAIN.stride(2, 3).padding(Padding.of(1, 0, 2, 3)).dilation(2, 1)),
        Arguments.of(Shape.of(2, 6, 7, 70), Shape.of(6, 2, 3, 3), PLAIN.groups(3)),
        Arguments.of(Shape.of(1, 15, 130, 131), Shape.of(37, 15, 2, 1), PLAIN),
        Arguments.of(Shape.of(1, 4, 8, 8), Shape.of(4, 4, 8, 8), PLAIN),
        // Rows of several pieces, of which a stride leaves out some rows of the kernel or none.
        Arguments.of(Shape.of(2, 6, 14, 80), Shape.of(16, 6, 9, 5), PLAIN),
        Arguments.of(Shape.of(1, 6, 15, 80), Shape.of(8, 6, 9, 5), PLAIN.stride(2, 1)),
        Arguments.of(
            Shape.of(1, 6, 21, 80), Shape.of(8, 6, 6, 5), PLAIN.stride(2, 1).dilation(2, 1)),
        // Several bands, and rows of the kernel of several blocks.
        Arguments.of(Shape.of(2, 6, 60, 50), Shape.of(12, 6, 3, 5), PLAIN.padding(2)),
        Arguments.of(Shape.of(3, 12, 9, 20), Shape.of(10, 12, 3, 5), PLAIN));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void meetsTheReferenceForwardAndBackward(Shape shape, Shape kernel, Conv2dOptions options) {
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor w = random(kernel, integers, 2);
      DoubleTensor dy = random(options.outputShape(shape, kernel), integers, 3);
      check(
          ConvolutionReference.conv2d(x, w, options).expectation(),
          ops -> ops.conv2d(put(ops, x), put(ops, w), options));
      check(
          ConvolutionReference.inputGradient(shape, w, dy, options).expectation(),
          ops -> ops.conv2dInputGradient(shape, put(ops, w), put(ops, dy), options));
      check(
          ConvolutionReference.kernelGradient(x, kernel, dy, options).expectation(),
          ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), options));
    }
  }

  /** A tap's gradient is not finite where its own inputs are not, and nowhere else. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void keepsNonFiniteValuesToTheirTaps(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, false, 1).with(Double.NaN, 0, 1, 0, 2);
    DoubleTensor dy = random(options.outputShape(shape, kernel), false, 3);
    check(
        ConvolutionReference.kernelGradient(x, kernel, dy, options).expectation(),
        ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), options));
  }
}
