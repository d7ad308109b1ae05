package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** No rate is asserted: the machine may be busy. */
class CeilingProbeTest {
  @Test
  void everyRateIsThere() {
    Ceilings found = new CeilingProbe(2, Duration.ofMillis(2), 2).measure();
    assertThat(found.threads()).isEqualTo(2);
    assertThat(found.fmaOne()).isPositive().isFinite();
    assertThat(found.fmaAll()).isPositive().isFinite();
    assertThat(found.copyCache()).isPositive().isFinite();
    assertThat(found.copyMemory()).isPositive().isFinite();
  }

  @Test
  void theBetterOfTwoIsTheBetterInEachRate() {
    Ceilings found =
        new Ceilings(2, 1, 20, true, 3, 40).orBetter(new Ceilings(2, 10, 2, false, 30, 4));
    assertThat(found).isEqualTo(new Ceilings(2, 10, 20, true, 30, 40));
  }

  @Test
  void everyThreadHasItsOwnWorkAndAllOfItCounts() {
    AtomicInteger workers = new AtomicInteger();
    LongAdder done = new LongAdder();
    long begin = System.nanoTime();
    double[] rates =
        Throughput.measure(
            3,
            Duration.ofMillis(30),
            1,
            () -> {
              int amount = workers.incrementAndGet();
              return () -> {
                sleep();
                done.add(amount);
                return amount;
              };
            });
    double seconds = (System.nanoTime() - begin) * 1e-9;
    assertThat(workers).hasValue(3);
    // Each thread's rate is over its own time, no longer than all of it.
    assertThat(rates[0]).isBetween(done.sum() / seconds, done.sum() / 0.030);
  }

  @Test
  void aBurstTellsItsOperations() {
    assertThat(FmaLoop.fused().getAsDouble()).isEqualTo(20.0 * 5120);
    assertThat(FmaLoop.separate().getAsDouble()).isEqualTo(20.0 * 5120);
  }

  private static void sleep() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
