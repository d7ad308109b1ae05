package dev.corral.examples.bench;

import java.util.List;
import java.util.Optional;

/**
 * How the contestants did at a task.
 *
 * @param task the task
 * @param timings one for each that could do it
 */
public record TaskResult(Task task, List<Timing> timings) {
  /** How many times as fast as a reference a contestant was, if that is another and both ran. */
  public Optional<Spread> speedUp(Timing timing, String reference) {
    return timings.stream()
        .filter(other -> other.contestant().equals(reference) && !other.equals(timing))
        .filter(other -> other.succeeded() && timing.succeeded())
        .map(timing::speedUp)
        .findFirst();
  }
}
