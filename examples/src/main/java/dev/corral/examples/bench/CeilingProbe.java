package dev.corral.examples.bench;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Measures the machine's ceilings. */
final class CeilingProbe {
  /** Per thread, source and target together: stays in a second-level cache. */
  private static final int CACHE_BYTES = 256 << 10;

  /** All threads together: more than caches hold. */
  private static final long MEMORY_BYTES = 512L << 20;

  private final int threads;
  private final Duration window;
  private final int windows;

  /**
   * A probe.
   *
   * @param threads how many run at once
   * @param window how long each rate is observed
   * @param windows how often, of which the best counts
   */
  CeilingProbe(int threads, Duration window, int windows) {
    this.threads = threads;
    this.window = window;
    this.windows = windows;
  }

  Ceilings measure() {
    double fused = best(threads, FmaLoop::fused);
    double separate = best(threads, FmaLoop::separate);
    boolean fusedWins = fused >= separate;
    double one = best(1, fusedWins ? FmaLoop::fused : FmaLoop::separate);
    return new Ceilings(
        threads,
        one,
        // Where others take processors away, one thread alone may have been faster.
        Math.max(one, Math.max(fused, separate)),
        fusedWins,
        best(threads, () -> copying(CACHE_BYTES / 2)),
        best(threads, () -> copying(memoryShare() / 2)));
  }

  private int memoryShare() {
    long affordable = Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4);
    return (int) (affordable / threads);
  }

  private double best(int parallel, Supplier<DoubleSupplier> worker) {
    double[] rates = Throughput.measure(parallel, window, windows, worker);
    double best = 0;
    for (double rate : rates) {
      best = Math.max(best, rate);
    }
    return best;
  }

  /** Copies between two arrays, about a megabyte a burst or one whole array. */
  private static DoubleSupplier copying(int bytes) {
    byte[] source = new byte[bytes];
    byte[] target = new byte[bytes];
    int copies = Math.max(1, (1 << 20) / bytes);
    return () -> {
      for (int i = 0; i < copies; i++) {
        System.arraycopy(source, 0, target, 0, bytes);
      }
      return 2.0 * bytes * copies;
    };
  }
}
