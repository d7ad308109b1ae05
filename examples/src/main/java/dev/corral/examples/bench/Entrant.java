package dev.corral.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contestant at one task: its job and its times so far. A failure ends its part, no other's. */
final class Entrant implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Entrant.class.getName());
  private static final int MOST_CALLS = 100_000;

  /** Calls that take longer than this lose nothing by a pause. */
  private static final double UNHURRIED = 0.1;

  private final String name;
  private final Job job;
  private final Clock clock;
  private final List<Double> seconds = new ArrayList<>();
  private String failure = "";
  private double perCall;
  private int calls = 1;
  private int rounds = 1;

  Entrant(String name, Job job, Clock clock) {
    this.name = name;
    this.job = job;
    this.clock = clock;
  }

  /** Runs for a while, once at least. */
  void warmUp(Duration duration) {
    attempt(
        () -> {
          long begin = clock.nanoTime();
          double left = seconds(duration);
          do {
            perCall = timed(1);
          } while ((clock.nanoTime() - begin) * 1e-9 < left);
        });
  }

  /** Chooses the number of calls a sample, and of samples, from the last warm call's time. */
  void plan(Protocol protocol) {
    double call = Math.max(perCall, 1e-9);
    calls = (int) Math.ceil(Math.min(seconds(protocol.sample()) / call, MOST_CALLS));
    calls = Math.max(calls, 1);
    rounds = (int) Math.min(seconds(protocol.budget()) / (calls * call), protocol.rounds());
    rounds = Math.max(rounds, 1);
  }

  /** Takes its sample of a round, if it takes part. */
  void round(int round) {
    if (round >= rounds) {
      return;
    }
    attempt(
        () -> {
          if (perCall < UNHURRIED) {
            job.run(1);
          }
          seconds.add(timed(calls) / calls);
        });
  }

  private double timed(int times) {
    long begin = clock.nanoTime();
    job.run(times);
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
    attempt(job::close);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() * 1e-9;
  }
}
