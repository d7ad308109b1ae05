package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import java.util.List;

/** Says what must come of a program, given what the backend under test has computed so far. */
interface Oracle {
  /** What a call must give on float32 arguments. */
  Verdict result(Call call, List<DoubleTensor> in);

  /** What the gradients by some steps must be, at forward values. */
  List<Verdict> gradients(Program program, List<DoubleTensor> values, Backward backward);

  /** The float64 reference. */
  Oracle REFERENCE =
      new Oracle() {
        @Override
        public Verdict result(Call call, List<DoubleTensor> in) {
          return call.expected(in);
        }

        @Override
        public List<Verdict> gradients(
            Program program, List<DoubleTensor> values, Backward backward) {
          return backward.leaves().stream()
              .map(leaf -> Verdict.of(backward.adjoint(leaf).orElseThrow()))
              .toList();
        }
      };
}
