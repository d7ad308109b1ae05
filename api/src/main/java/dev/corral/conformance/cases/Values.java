package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Tensor;
import java.util.Optional;

/**
 * A backend's result on the host, to be compared with another result of the same backend.
 *
 * @param values the result
 */
record Values(DoubleTensor values) {
  static Values of(Tensor tensor) {
    return new Values(DoubleTensor.of(tensor));
  }

  /** What differs from another result that should be the same, bit by bit. */
  Optional<String> differenceFrom(Values expected) {
    return Expectation.exactly(expected.values).mismatch(values.shape(), values.toFloatArray());
  }
}
