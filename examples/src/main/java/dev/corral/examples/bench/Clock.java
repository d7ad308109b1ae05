package dev.corral.examples.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What time it is, and what works meanwhile; tests have their own. */
interface Clock {
  /** Nanoseconds since some moment. */
  long nanoTime();

  /** For how long the virtual machine's compiler has worked so far; grows as it ends a method. */
  Duration compilation();

  /** Lets time pass. */
  void pause(Duration duration);

  /** The machine's. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Duration compilation() {
          CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
          boolean told = compiler != null && compiler.isCompilationTimeMonitoringSupported();
          return Duration.ofMillis(told ? compiler.getTotalCompilationTime() : 0);
        }

        @Override
        public void pause(Duration duration) {
          try {
            Thread.sleep(duration.toMillis());
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", stop);
          }
        }
      };
}
