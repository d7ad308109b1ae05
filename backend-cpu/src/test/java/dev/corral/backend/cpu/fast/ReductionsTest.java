package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.ReductionReference;
import dev.corral.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions along lines of every length around those of vectors, and across them. */
class ReductionsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 48, 63, 64, 65, 130, 511, 512, 513, 1100})
  void meetTheReference(int length) {
    check(random(Shape.of(3, length, 2), false, 1));
    check(random(Shape.of(5, length), true, 2));
    check(random(Shape.of(length, 3), false, 3).with(Double.NaN, length / 2, 1));
    check(random(Shape.of(2, length), false, 4).with(Double.POSITIVE_INFINITY, 1, length - 1));
    check(DoubleTensor.full(Shape.of(2, length), -0.0));
  }

  private static void check(DoubleTensor x) {
    for (int[] axes : new int[][] {{0}, {1}, {0, 1}}) {
      ReferenceCheck.check(
          ReductionReference.sum(x, false, axes).expectation(),
          ops -> ops.sum(put(ops, x), false, axes));
      ReferenceCheck.check(
          Expectation.exactly(ReductionReference.max(x, true, axes)),
          ops -> ops.max(put(ops, x), true, axes));
    }
  }
}
