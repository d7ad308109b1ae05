package dev.corral.backend.cpu.fast.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private final Workers workers = new Workers(4);

  @AfterEach
  void close() {
    workers.close();
  }

  private static boolean eachRanOnce(AtomicIntegerArray runs) {
    return IntStream.range(0, runs.length()).allMatch(i -> runs.get(i) == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100})
  void runsEachTaskOnce(int count) {
    for (int repeat = 0; repeat < 200; repeat++) {
      AtomicIntegerArray runs = new AtomicIntegerArray(count);
      workers.run(count, runs::incrementAndGet);
      assertThat(eachRanOnce(runs)).isTrue();
    }
  }

  @Test
  void runsTasksThatRunTasks() {
    AtomicIntegerArray runs = new AtomicIntegerArray(64);
    workers.run(8, outer -> workers.run(8, inner -> runs.incrementAndGet(outer * 8 + inner)));
    assertThat(eachRanOnce(runs)).isTrue();
  }

  @Test
  void neverBlocksManyCallersInsideAForkJoinPool() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(3);
    try {
      Callable<Boolean> all =
          () ->
              IntStream.range(0, 500)
                  .parallel()
                  .allMatch(
                      i -> {
                        AtomicIntegerArray runs = new AtomicIntegerArray(9);
                        workers.run(9, runs::incrementAndGet);
                        return eachRanOnce(runs);
                      });
      assertThat(pool.submit(all).get(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void throwsWhatATaskThrewAndStaysUsable() {
    assertThatThrownBy(
            () ->
                workers.run(
                    10,
                    i -> {
                      if (i == 7) {
                        throw new IllegalStateException("seven");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("seven");
    AtomicIntegerArray runs = new AtomicIntegerArray(10);
    workers.run(10, runs::incrementAndGet);
    assertThat(eachRanOnce(runs)).isTrue();
  }

  @Test
  void splitsWithoutGapOrOverlap() {
    AtomicIntegerArray runs = new AtomicIntegerArray(1001);
    workers.split(1001, 10, (from, to) -> IntStream.range(from, to).forEach(runs::incrementAndGet));
    assertThat(eachRanOnce(runs)).isTrue();
  }

  @Test
  void parksIdleThreadsAndEndsThemAtClose() throws InterruptedException {
    workers.run(8, i -> {});
    Thread[] helpers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("corral-cpu-") && thread.isAlive())
            .toArray(Thread[]::new);
    assertThat(helpers).hasSizeGreaterThanOrEqualTo(3).allMatch(Thread::isDaemon);
    long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!IntStream.range(0, helpers.length)
        .allMatch(i -> helpers[i].getState() != Thread.State.RUNNABLE)) {
      assertThat(System.nanoTime()).isLessThan(patience);
      Thread.sleep(1);
    }
    workers.close();
    for (Thread helper : helpers) {
      helper.join(20_000);
      assertThat(helper.isAlive()).isFalse();
    }
  }
}
