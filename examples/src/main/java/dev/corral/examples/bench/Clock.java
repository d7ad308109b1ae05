package dev.corral.examples.bench;

import java.time.Duration;

/** What time it is; tests have their own. */
interface Clock {
  /** Nanoseconds since some moment. */
  long nanoTime();

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
