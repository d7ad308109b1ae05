package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import java.util.List;

/** Results of the reference as float32 values. */
final class Reference {
  private Reference() {}

  static DoubleTensor value(Call call, List<DoubleTensor> in) {
    return call.expected(in).expectation().value().map(v -> (float) v);
  }
}
