package dev.corral.backend;

import dev.corral.spi.Backend;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Storage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A session's storage: counts what is live and recycles what is not.
 *
 * <p>Released storage waits for the next request of its size, so a loop that repeats itself
 * allocates nothing new. What waits is bounded: by twice the most bytes that were ever live at
 * once, or 64 MiB if that is more. Beyond it, sizes that were not asked for the longest are freed
 * first.
 */
final class Memory {
  private static final long ALWAYS_ALLOWED = 64L << 20;

  private final Backend backend;

  /** By size, the one that was used last at the end. */
  private final Map<Integer, Deque<Storage>> waiting = new LinkedHashMap<>(16, 0.75f, true);

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
    } catch (DeviceException | OutOfMemoryError full) {
      freeAll();
      return allocateOrExplain(elements);
    }
  }

  private Storage allocateOrExplain(int elements) {
    try {
      return backend.allocate(elements);
    } catch (OutOfMemoryError full) {
      String tensor = "a tensor of " + elements + " elements, " + bytes(elements) + " bytes,";
      throw Checks.heapFull(tensor, full);
    }
  }

  void release(Storage storage, int elements) {
    storage.forget();
    synchronized (this) {
      liveBytes -= bytes(elements);
      if (closed) {
        storage.free();
        return;
      }
      waitingBytes += bytes(elements);
      waiting.computeIfAbsent(elements, size -> new ArrayDeque<>()).push(storage);
      freeDownTo(Math.max(ALWAYS_ALLOWED, 2 * peakBytes));
    }
  }

  /** Frees what waits, the longest unused first, until no more than this is left. */
  private synchronized void freeDownTo(long bound) {
    Iterator<Map.Entry<Integer, Deque<Storage>>> oldest = waiting.entrySet().iterator();
    while (waitingBytes > bound && oldest.hasNext()) {
      Map.Entry<Integer, Deque<Storage>> sameSize = oldest.next();
      while (waitingBytes > bound && !sameSize.getValue().isEmpty()) {
        sameSize.getValue().removeLast().free();
        waitingBytes -= bytes(sameSize.getKey());
      }
      if (sameSize.getValue().isEmpty()) {
        oldest.remove();
      }
    }
  }

  private synchronized void freeAll() {
    waiting.values().forEach(sameSize -> sameSize.forEach(Storage::free));
    waiting.clear();
    waitingBytes = 0;
  }

  synchronized void close() {
    closed = true;
    freeAll();
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
