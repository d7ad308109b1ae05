package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.ReferenceCheck.put;
import static dev.corral.backend.cpu.fast.ReferenceCheck.random;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ProductReference;
import dev.corral.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {
  /** Rows enough to be shared out, on two threads or on seven, and depths of one piece and more. */
  @ParameterizedTest
  @CsvSource({"1, 405, 333, 70", "2, 701, 333, 9", "1, 701, 1100, 9", "1, 190, 1030, 65"})
  void meetsTheReference(int matrices, int rows, int depth, int columns) {
    for (boolean integers : new boolean[] {true, false}) {
      DoubleTensor a = random(Shape.of(matrices, rows, depth), integers, 1);
      DoubleTensor b = random(Shape.of(depth, columns), integers, 2);
      ReferenceCheck.check(
          ProductReference.matmul(a, b).expectation(), ops -> ops.matmul(put(ops, a), put(ops, b)));
    }
  }
}
