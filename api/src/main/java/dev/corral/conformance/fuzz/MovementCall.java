package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call that only moves or chooses elements: its reference, run on their numbers, says whence. */
interface MovementCall extends Call {
  /**
   * Moves elements.
   *
   * @param in what to move
   * @param padding goes where no element does
   */
  DoubleTensor moved(List<DoubleTensor> in, double padding);

  /** What is inserted. */
  default double padding() {
    return 0;
  }

  /** Whether an argument only chooses among the others' elements. */
  default boolean isChoice(int argument) {
    return false;
  }

  @Override
  default Takes takes() {
    return Takes.ANYTHING;
  }

  @Override
  default Verdict expected(List<DoubleTensor> in) {
    return Verdict.moved(moved(in, padding()));
  }

  @Override
  default List<Optional<Adjoint>> pullBack(Pull pull) {
    List<DoubleTensor> numbered = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < pull.in().size(); i++) {
      DoubleTensor x = pull.in().get(i);
      starts.add(next);
      numbered.add(isChoice(i) ? x : Places.numbered(x.shape(), next));
      next += isChoice(i) ? 0 : x.shape().size();
    }
    int[] from = Places.of(moved(numbered, -1));
    List<Optional<Adjoint>> adjoints = new ArrayList<>();
    for (int i = 0; i < pull.in().size(); i++) {
      adjoints.add(
          isChoice(i) ? Optional.empty() : Optional.of(shares(pull, i, starts.get(i), from)));
    }
    return adjoints;
  }

  private static Adjoint shares(Pull pull, int argument, int start, int[] from) {
    int size = pull.in().get(argument).shape().size();
    Shares shares = pull.sharesOf(argument);
    for (int i = 0; i < from.length; i++) {
      if (from[i] >= start && from[i] < start + size) {
        shares.add(from[i] - start, i, 1);
      }
    }
    return shares.sum();
  }
}
