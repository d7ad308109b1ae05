package dev.corral.backend.opencl;

import dev.corral.tensor.DeviceException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The time from opening to closing of something that many threads use at once. */
final class Lifetime {
  private final String of;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean over;

  Lifetime(String of) {
    this.of = of;
  }

  /** Does something before the end, which waits for it. */
  <T> T use(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (over) {
        throw new DeviceException(
            "work on " + of + " after its session had closed",
            "an open session",
            "Close a session only when no thread computes on it any more",
            null);
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for what is being done, then does the last thing; only the first call does. */
  void end(Runnable last) {
    lock.writeLock().lock();
    try {
      if (!over) {
        over = true;
        last.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
