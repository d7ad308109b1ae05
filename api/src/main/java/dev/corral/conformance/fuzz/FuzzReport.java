package dev.corral.conformance.fuzz;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run of the fuzzer found.
 *
 * @param seed of the run
 * @param programs how many have run
 * @param calls how many steps have called each word, in alphabetical order
 * @param results how many results of steps were compared
 * @param gradients how many gradients were compared
 * @param duration how long it took
 * @param failures shrunk, in the order in which they were found
 */
public record FuzzReport(
    long seed,
    int programs,
    Map<String, Long> calls,
    long results,
    long gradients,
    Duration duration,
    List<FuzzFailure> failures) {
  /** Copies the collections. */
  public FuzzReport {
    calls = Collections.unmodifiableMap(new TreeMap<>(calls));
    failures = List.copyOf(failures);
  }

  /**
   * Whether at least one program ran, and none failed.
   *
   * @return true if the backend agrees as far as the programs that ran can tell
   */
  public boolean agrees() {
    return failures.isEmpty() && programs > 0;
  }

  /** The figures, and every failure. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%d programs of seed %d, %d results and %d gradients compared in %.1f s: %d failed",
            programs, seed, results, gradients, duration.toMillis() / 1e3, failures.size()));
    failures.forEach(failure -> text.append(String.format("%n%n%s", failure)));
    return text.toString();
  }
}
