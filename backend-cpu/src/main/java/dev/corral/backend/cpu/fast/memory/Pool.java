package dev.corral.backend.cpu.fast.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Working memory that waits for its next use. A thread gets what it gave back last, because its
 * core's cache may still hold that: to fetch it from another core's may take longer than from
 * memory.
 */
public final class Pool<T> {
  private final List<Waiting<T>> waiting = new ArrayList<>();

  /** Something, and the thread that gave it back. */
  private record Waiting<T>(T item, int thread) {}

  /** What this thread gave back last, or else what has waited longest; null if nothing waits. */
  public synchronized @Nullable T poll() {
    if (waiting.isEmpty()) {
      return null;
    }
    int thread = thread();
    int at = waiting.size() - 1;
    while (at > 0 && waiting.get(at).thread != thread) {
      at--;
    }
    return waiting.remove(at).item;
  }

  public synchronized void give(T item) {
    waiting.add(new Waiting<>(item, thread()));
  }

  /** Tells threads apart without holding on to them; nothing depends on it but time. */
  private static int thread() {
    return System.identityHashCode(Thread.currentThread());
  }
}
