package dev.corral.conformance.fuzz;

import java.util.Optional;

/** Makes a program that fails as simple as it can be and still fail in the same way. */
final class Shrinker {
  private static final int MOST_RUNS = 4000;

  private final Judge judge;
  private int runs;

  Shrinker(Judge judge) {
    this.judge = judge;
  }

  /** A program and what is wrong with it. */
  record Failing(Program program, Finding finding) {}

  Failing shrink(Program program, Finding finding) {
    Failing smallest = new Failing(program, finding);
    Optional<Failing> next = simpler(smallest);
    while (next.isPresent()) {
      smallest = next.get();
      next = simpler(smallest);
    }
    return smallest;
  }

  /** The first simpler program that fails as well. */
  private Optional<Failing> simpler(Failing failing) {
    for (Program candidate : Simplifications.of(failing.program, failing.finding)) {
      if (++runs > MOST_RUNS) {
        return Optional.empty();
      }
      Optional<Finding> found = judge.judge(candidate);
      if (found.isPresent() && found.get().isLike(failing.finding)) {
        return Optional.of(new Failing(candidate, found.get()));
      }
    }
    return Optional.empty();
  }
}
