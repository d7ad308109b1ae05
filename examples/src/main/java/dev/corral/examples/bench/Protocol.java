package dev.corral.examples.bench;

import java.time.Duration;

/**
 * How long things are measured.
 *
 * @param preheat how long each contestant runs each small task before anything is measured
 * @param warmUp how long it runs a task, without that the compiler ends a method, before it is
 *     measured
 * @param sample how long a sample takes at least, unless one call takes longer
 * @param pause how long to wait between contestants: the threads of the last one may still spin
 * @param budget how long a contestant is measured at most; it is measured once in any case
 * @param rounds how many samples are taken of each at most
 */
public record Protocol(
    Duration preheat,
    Duration warmUp,
    Duration sample,
    Duration pause,
    Duration budget,
    int rounds) {

  /** For figures to quote. */
  public static final Protocol FULL = milliseconds(100, 800, 50, 40, 3000, 11);

  /** For a first impression. */
  public static final Protocol QUICK = milliseconds(20, 150, 20, 5, 300, 5);

  /** After how long a task is measured though the compiler still works. */
  Duration longestWarmUp() {
    return warmUp.multipliedBy(10);
  }

  /** The same for processes: every sample is one start, and each pause lets the last one end. */
  Protocol forStarts() {
    Duration none = Duration.ZERO;
    return new Protocol(none, none, none, Duration.ofMillis(100), Duration.ofSeconds(10), rounds);
  }

  private static Protocol milliseconds(
      long preheat, long warmUp, long sample, long pause, long budget, int rounds) {
    return new Protocol(
        Duration.ofMillis(preheat),
        Duration.ofMillis(warmUp),
        Duration.ofMillis(sample),
        Duration.ofMillis(pause),
        Duration.ofMillis(budget),
        rounds);
  }
}
