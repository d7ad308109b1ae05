package dev.corral.backend;

import dev.corral.spi.Backend;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Storage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A session's storage: counts what is live and recycles what is not.
 *
 * <p>Released storage waits for the next request of its size. What waits is bounded by the most
 * bytes that were ever live at once: a loop that repeats itself finds everything it needs here, and
 * when the work changes its sizes, all that waits is freed and collected anew.
 */
final class Memory {
  private final Backend backend;
  private final Map<Integer, Deque<Storage>> waiting = new HashMap<>();
  private final AtomicLong liveTensors = new AtomicLong();
  private long waitingBytes;
  private long liveBytes;
  private long peakBytes;
  private boolean closed;

  Memory(Backend backend) {
    this.backend = backend;
  }

  SharedStorage acquire(int elements) {
    Storage storage = recycled(elements);
    if (storage == null) {
      storage = allocate(elements);
    }
    synchronized (this) {
      liveBytes += bytes(elements);
      peakBytes = Math.max(peakBytes, liveBytes);
    }
    return new SharedStorage(this, storage, elements);
  }

  private synchronized @Nullable Storage recycled(int elements) {
    Deque<Storage> sameSize = waiting.get(elements);
    Storage storage = sameSize == null ? null : sameSize.poll();
    if (storage != null) {
      waitingBytes -= bytes(elements);
    }
    return storage;
  }

  /** Makes new storage; when there is no room, once more after all that waits is freed. */
  private Storage allocate(int elements) {
    try {
      return backend.allocate(elements);
    } catch (DeviceException full) {
      if (!drain()) {
        throw full;
      }
      return backend.allocate(elements);
    }
  }

  void release(Storage storage, int elements) {
    storage.forget();
    synchronized (this) {
      liveBytes -= bytes(elements);
      if (!closed && bytes(elements) <= peakBytes) {
        if (waitingBytes + bytes(elements) > peakBytes) {
          drain();
        }
        waitingBytes += bytes(elements);
        waiting.computeIfAbsent(elements, size -> new ArrayDeque<>()).push(storage);
        return;
      }
    }
    storage.free();
  }

  /** Frees all that waits; false if nothing did. */
  private synchronized boolean drain() {
    boolean any = !waiting.isEmpty();
    waiting.values().forEach(sameSize -> sameSize.forEach(Storage::free));
    waiting.clear();
    waitingBytes = 0;
    return any;
  }

  synchronized void close() {
    closed = true;
    drain();
  }

  void tensorMade() {
    liveTensors.incrementAndGet();
  }

  void tensorEnded() {
    liveTensors.decrementAndGet();
  }

  long liveTensors() {
    return liveTensors.get();
  }

  synchronized long liveBytes() {
    return liveBytes;
  }

  private static long bytes(int elements) {
    return (long) elements * Float.BYTES;
  }
}
