package dev.corral.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Lets a clock of its own run instead of computing. */
final class FakeContestant implements Contestant {
  private final String name;
  private final FakeClock clock;
  private final IntToDoubleFunction seconds;
  private final List<String> diary;
  private float[] result = {1, 2};
  private int calls;

  /**
   * A contestant.
   *
   * @param seconds the time of each call, by its number
   * @param diary is told of every run
   */
  FakeContestant(String name, FakeClock clock, IntToDoubleFunction seconds, List<String> diary) {
    this.name = name;
    this.clock = clock;
    this.seconds = seconds;
    this.diary = diary;
  }

  /** Nobody's clock but the test's. */
  static final class FakeClock implements Clock {
    private double now;
    private double compilationEnd;
    final List<Duration> pauses = new ArrayList<>();

    @Override
    public long nanoTime() {
      return Math.round(now * 1e9);
    }

    @Override
    public Duration compilation() {
      return Duration.ofMillis(Math.round(1e3 * Math.min(now, compilationEnd)));
    }

    /** Lets the compiler work until some second. */
    void compileUntil(double second) {
      compilationEnd = second;
    }

    @Override
    public void pause(Duration duration) {
      pauses.add(duration);
    }
  }

  FakeContestant giving(float... values) {
    result = values;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "no device";
  }

  @Override
  public Optional<TaskJob> prepare(Task task) {
    return Optional.of(new Job());
  }

  @Override
  public void close() {}

  private final class Job implements TaskJob {
    @Override
    public void run(int times) {
      diary.add(name + "×" + times);
      for (int i = 0; i < times; i++) {
        clock.now += seconds.applyAsDouble(calls++);
      }
    }

    @Override
    public float[] result() {
      return result;
    }

    @Override
    public void close() {
      diary.add(name + " closed");
    }
  }
}
