package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.check;
import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Tiles;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of convolutions of odd shapes against the reference, on several threads. */
class GradientsTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  static Stream<Arguments> convolutions() {
    return Stream.of(
        // Few channels and many zeros around the gradient: its products are added to runs.
        Arguments.of(Shape.of(9, 6, 14, 14), Shape.of(16, 6, 5, 5), PLAIN),
        Arguments.of(Shape.of(1, 5, 23, 17), Shape.of(11, 5, 6, 6), PLAIN),
        Arguments.of(Shape.of(2, 3, 19, 12), Shape.of(8, 3, 9, 10), PLAIN.dilation(2, 1)),
        Arguments.of(Shape.of(2, 7, 21, 22), Shape.of(9, 7, 8, 9), PLAIN.stride(2, 1)),
        Arguments.of(Shape.of(1, 6, 9, 10), Shape.of(17, 6, 5, 5), PLAIN.padding(1)),
        Arguments.of(Shape.of(1, 1, 40, 40), Shape.of(8, 1, 32, 32), PLAIN),
        // Few channels and a stride: rows of several phases slide together.
        Arguments.of(Shape.of(1, 3, 61, 47), Shape.of(20, 3, 7, 7), PLAIN.stride(2).padding(3)),
        Arguments.of(Shape.of(2, 5, 20, 33), Shape.of(9, 5, 3, 3), PLAIN.stride(3, 2).padding(1)),
        Arguments.of(Shape.of(3, 1, 18, 25), Shape.of(8, 1, 5, 11), PLAIN.stride(1, 4)),
        Arguments.of(
            Shape.of(1, 2, 31, 40),
            Shape.of(10, 2, 2, 3),
            PLAIN.stride(4, 5).padding(Padding.of(1, 0, 2, 1))),
        Arguments.of(Shape.of(1, 4, 30, 41), Shape.of(8, 4, 3, 4), PLAIN.stride(2).dilation(2, 3)),
        Arguments.of(Shape.of(2, 3, 9, 9), Shape.of(8, 3, 1, 1), PLAIN.stride(3)),
        // Panels of the gradient's channels: one, several and parts of them, in groups too.
        Arguments.of(Shape.of(2, 17, 12, 13), Shape.of(33, 17, 3, 3), PLAIN.stride(2).padding(1)),
        Arguments.of(Shape.of(1, 40, 28, 28), Shape.of(24, 40, 1, 1), PLAIN),
        Arguments.of(Shape.of(11, 13, 5, 5), Shape.of(20, 13, 5, 5), PLAIN),
        Arguments.of(Shape.of(3, 24, 9, 70), Shape.of(36, 8, 3, 3), PLAIN.groups(3).padding(1)),
        Arguments.of(Shape.of(1, 9, 3, 205), Shape.of(80, 9, 1, 3), PLAIN.dilation(1, 2)),
        Arguments.of(Shape.of(5, 2, 8, 8), Shape.of(12, 1, 4, 4), PLAIN.groups(2)),
        // Channels by themselves, and few rows a group: inner products along rows that are shorter
        // than a vector, whole ones, and whole ones and a rest; over several bands; all in one run.
        Arguments.of(Shape.of(2, 9, 13, 7), Shape.of(9, 1, 3, 3), PLAIN.groups(9).padding(1)),
        Arguments.of(Shape.of(1, 5, 20, 18), Shape.of(5, 1, 3, 3), PLAIN.groups(5)),
        Arguments.of(Shape.of(2, 8, 9, 35), Shape.of(8, 1, 5, 5), PLAIN.groups(8).padding(2)),
        Arguments.of(Shape.of(1, 3, 50, 121), Shape.of(3, 1, 3, 3), PLAIN.groups(3).stride(2, 1)),
        Arguments.of(Shape.of(3, 4, 11, 25), Shape.of(8, 4, 3, 2), PLAIN.padding(1)),
        Arguments.of(Shape.of(2, 5, 9, 9), Shape.of(4, 5, 1, 1), PLAIN));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void meetTheReference(Shape shape, Shape kernel, Conv2dOptions options) {
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor x = random(shape, integers, 1);
      DoubleTensor w = random(kernel, integers, 2);
      DoubleTensor dy = random(options.outputShape(shape, kernel), integers, 3);
      check(
          Tiles.inputGradient(shape, w, dy, options),
          ops -> ops.conv2dInputGradient(shape, put(ops, w), put(ops, dy), options));
      check(
          Tiles.kernelGradient(x, kernel, dy, options),
          ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), options));
    }
  }

  /** What is not finite reaches what it was multiplied with, and at most its tiles. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void keepNonFiniteValuesToTheirTiles(Shape shape, Shape kernel, Conv2dOptions options) {
    DoubleTensor x = random(shape, false, 1).with(Double.NaN, 0, 0, 1, 2);
    DoubleTensor w = random(kernel, false, 2);
    Shape output = options.outputShape(shape, kernel);
    DoubleTensor finite = random(output, false, 3);
    DoubleTensor dy =
        finite.with(Double.POSITIVE_INFINITY, 0, 1, output.dim(2) / 2, output.dim(3) / 2);
    check(
        Tiles.kernelGradient(x, kernel, finite, options),
        ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, finite), options));
    check(
        Tiles.inputGradient(shape, w, dy, options),
        ops -> ops.conv2dInputGradient(shape, put(ops, w), put(ops, dy), options));
  }
}
