package dev.corral.conformance.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes a program that fails as simple as it can be and still fail in the same way. */
final class Shrinker {
  private static final int MOST_RUNS = 4000;

  private final Judge judge;
  private final BooleanSupplier cancelled;
  private int runs;

  Shrinker(Judge judge, BooleanSupplier cancelled) {
    this.judge = judge;
    this.cancelled = cancelled;
  }

  /** A program and what is wrong with it. */
  record Failing(Program program, Finding finding) {}

  /** Simplifies step by step, then shape by shape, then value by value, and all that again. */
  Failing shrink(Program program, Finding finding) {
    Failing smallest = new Failing(program, finding);
    Failing before;
    do {
      before = smallest;
      for (Simplifications.Of kind : Simplifications.Of.values()) {
        smallest = shrink(smallest, kind);
      }
    } while (!smallest.equals(before));
    return smallest;
  }

  /** Tries simplifications in turn until none of them is left to try. */
  private Failing shrink(Failing failing, Simplifications.Of kind) {
    Failing smallest = failing;
    List<Program> simpler = Simplifications.of(smallest.program, smallest.finding, kind);
    int next = 0;
    int failed = 0;
    while (failed < simpler.size() && runs < MOST_RUNS && !cancelled.getAsBoolean()) {
      Program candidate = simpler.get(next % simpler.size());
      Optional<Finding> found = judge.judge(candidate);
      runs++;
      if (found.isPresent() && found.get().isLike(smallest.finding)) {
        smallest = new Failing(candidate, found.get());
        simpler = Simplifications.of(candidate, found.get(), kind);
        failed = 0;
      } else {
        next++;
        failed++;
      }
    }
    return smallest;
  }
}
