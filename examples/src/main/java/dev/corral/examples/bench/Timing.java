package dev.corral.examples.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a contestant did at a task.
 *
 * @param contestant its name
 * @param seconds the time of one call, by round; the slow take part in the first rounds only
 * @param failure what went wrong, or empty
 */
public record Timing(String contestant, List<Double> seconds, String failure) {
  /** Whether there are times. */
  public boolean succeeded() {
    return failure.isEmpty();
  }

  /** The time of a call. */
  public Spread time() {
    return Spread.of(seconds);
  }

  /** How many times as fast as another, from the rounds that both took part in. */
  public Spread speedUp(Timing other) {
    int rounds = Math.min(seconds.size(), other.seconds.size());
    return Spread.of(
        IntStream.range(0, rounds)
            .mapToObj(round -> other.seconds.get(round) / seconds.get(round))
            .toList());
  }
}
