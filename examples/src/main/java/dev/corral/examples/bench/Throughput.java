package dev.corral.examples.bench;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Observes how much work threads do in a time. */
final class Throughput {
  private Throughput() {}

  /**
   * The rates of several threads that work at once, added up.
   *
   * @param threads how many
   * @param window how long each observation lasts
   * @param windows how many observations
   * @param worker makes each thread's own work: a short burst that tells how much it did
   * @return the amount a second, by window
   */
  static double[] measure(
      int threads, Duration window, int windows, Supplier<DoubleSupplier> worker) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      double[] sums = new double[windows];
      IntStream.range(0, threads)
          .mapToObj(
              i ->
                  CompletableFuture.supplyAsync(
                      () -> observe(start, window, windows, worker), pool))
          .toList()
          .forEach(rates -> addTo(sums, rates.join()));
      return sums;
    } finally {
      pool.shutdownNow();
    }
  }

  private static void addTo(double[] sums, double[] rates) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += rates[i];
    }
  }

  private static double[] observe(
      CyclicBarrier start, Duration window, int windows, Supplier<DoubleSupplier> worker) {
    DoubleSupplier burst = worker.get();
    double[] rates = new double[windows];
    for (int i = 0; i < windows; i++) {
      await(start);
      rates[i] = rate(burst, window.toNanos());
    }
    return rates;
  }

  private static double rate(DoubleSupplier burst, long nanos) {
    long begin = System.nanoTime();
    long now = begin;
    double done = 0;
    while (now - begin < nanos) {
      done += burst.getAsDouble();
      now = System.nanoTime();
    }
    return done / ((now - begin) * 1e-9);
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException stop) {
      throw new CompletionException(stop);
    }
  }
}
