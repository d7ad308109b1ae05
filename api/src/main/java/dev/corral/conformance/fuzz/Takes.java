package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;

/** For which arguments the reference says what must become of them. */
enum Takes {
  /** Any float32: words that only move elements. */
  ANYTHING,
  /** All but subnormal numbers, which a device may take as 0. */
  NORMAL,
  /** Also no finite numbers so large that sums of them may overflow on the way. */
  SUMMABLE,
  /** Also no NaN and no infinity. */
  FINITE;

  private static final double LARGEST_SUMMABLE = 1e15;

  boolean accepts(List<DoubleTensor> in) {
    return in.stream().allMatch(x -> Arrays.stream(x.toArray()).allMatch(predicate()));
  }

  private DoublePredicate predicate() {
    return switch (this) {
      case ANYTHING -> v -> true;
      case NORMAL -> v -> !Verdict.isSubnormal(v);
      case SUMMABLE -> v -> !Verdict.isSubnormal(v) && (!Double.isFinite(v) || isSmall(v));
      case FINITE -> v -> !Verdict.isSubnormal(v) && isSmall(v);
    };
  }

  private static boolean isSmall(double value) {
    return Math.abs(value) <= LARGEST_SUMMABLE;
  }
}
