package dev.corral.backend.cpu.fast.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Working memory of a backend's operations, kept for the next one. Arrays come in powers of two.
 * Kept are at most {@value #KEPT_BYTES} bytes; what is larger than the rest of that goes to the
 * garbage collector when it is given back.
 */
public final class Scratch {
  static final long KEPT_BYTES = 256L << 20;

  private final List<Pool<float[]>> bySize = new ArrayList<>();
  private long keptBytes;

  public Scratch() {
    for (int log = 0; log < Integer.SIZE; log++) {
      bySize.add(new Pool<>());
    }
  }

  /** An array of so many elements or more, of undefined content, and {@link HeapStorage#SLACK}. */
  public float[] take(long elements) {
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(elements + HeapStorage.SLACK, 2) - 1);
    synchronized (this) {
      float[] kept = log < Integer.SIZE - 1 ? bySize.get(log).poll() : null;
      if (kept != null) {
        keptBytes -= bytes(kept);
        return kept;
      }
    }
    return new float[log < Integer.SIZE - 1 ? 1 << log : Math.toIntExact(elements)];
  }

  /** Takes an array back; null is none. */
  public synchronized void give(float[] array) {
    boolean ours = Integer.bitCount(array.length) == 1;
    if (ours && keptBytes + bytes(array) <= KEPT_BYTES) {
      bySize.get(Integer.numberOfTrailingZeros(array.length)).give(array);
      keptBytes += bytes(array);
    }
  }

  private static long bytes(float[] array) {
    return (long) array.length * Float.BYTES;
  }
}
