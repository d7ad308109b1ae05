package dev.corral.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of those who take turns: a job and its times so far. Its failure ends its part and no
 * other's.
 */
final class Entrant implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Entrant.class.getName());
  private static final int MOST_CALLS = 100_000;

  /** Seconds; a call that takes longer does not notice that others were there before it. */
  private static final double LONG = 0.1;

  private final String name;
  private final Clock clock;
  private final List<Double> seconds = new ArrayList<>();
  private @Nullable Job job;
  private String failure = "";
  private double perCall = Double.POSITIVE_INFINITY;
  private int calls = 1;
  private int rounds = 1;

  Entrant(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /**
   * Gets its job; false if there is none for it. One that fails to get it takes part, as failed.
   */
  boolean prepare(Supplier<Optional<? extends Job>> preparation) {
    attempt(() -> job = preparation.get().orElse(null));
    return job != null || !failure.isEmpty();
  }

  /** Fails unless its result is that of another, who may have failed before. */
  void agreeWith(Entrant other) {
    if (other == this || other.job == null || !other.failure.isEmpty()) {
      return;
    }
    attempt(
        () -> {
          float[] expected = ((TaskJob) Objects.requireNonNull(other.job)).result();
          failure =
              Agreement.problem(
                  ((TaskJob) Objects.requireNonNull(job)).result(), expected, other.name);
        });
  }

  /**
   * Runs, once at least, until the compiler has ended no method for some time.
   *
   * @param quiet for how long
   * @param most when it ends in any case
   */
  void warmUp(Duration quiet, Duration most) {
    attempt(
        () -> {
          long begin = clock.nanoTime();
          long quietSince = begin;
          Duration compilation = clock.compilation();
          long now;
          do {
            perCall = Math.min(perCall, timed(1));
            now = clock.nanoTime();
            Duration compilationNow = clock.compilation();
            if (!compilationNow.equals(compilation)) {
              compilation = compilationNow;
              quietSince = now;
            }
          } while (now - quietSince < quiet.toNanos() && now - begin < most.toNanos());
        });
  }

  /**
   * Chooses the number of calls a sample, and of samples, from the time of the fastest warm call.
   */
  void plan(Protocol protocol) {
    double call = Math.max(perCall, 1e-9);
    double wanted = Math.ceil(seconds(protocol.sample()) / call);
    calls = (int) Math.max(1, Math.min(wanted, MOST_CALLS));
    double affordable = seconds(protocol.budget()) / (calls * call);
    rounds = (int) Math.max(1, Math.min(affordable, protocol.rounds()));
  }

  /** Takes its sample of a round; false if it does not take part. */
  boolean round(int round) {
    if (round >= rounds || !failure.isEmpty()) {
      return false;
    }
    attempt(
        () -> {
          if (perCall < LONG) {
            timed(1);
          }
          seconds.add(timed(calls) / calls);
        });
    return true;
  }

  private double timed(int times) {
    long begin = clock.nanoTime();
    Objects.requireNonNull(job).run(times);
    return (clock.nanoTime() - begin) * 1e-9;
  }

  private void attempt(Runnable work) {
    if (!failure.isEmpty()) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException | LinkageError | OutOfMemoryError problem) {
      LOG.log(System.Logger.Level.DEBUG, name, problem);
      failure = problem.toString();
    }
  }

  Timing timing() {
    return new Timing(name, failure.isEmpty() ? List.copyOf(seconds) : List.of(), failure);
  }

  @Override
  public void close() {
    if (job != null) {
      attempt(job::close);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() * 1e-9;
  }
}
