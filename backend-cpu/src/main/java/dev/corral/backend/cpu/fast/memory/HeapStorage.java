package dev.corral.backend.cpu.fast.memory;

import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The elements of a tensor in a Java array, and what was derived from them. */
public final class HeapStorage implements Storage {
  /** Elements after the last one, so that a vector that starts inside never ends outside. */
  public static final int SLACK = 64;

  private static final int LARGEST = Integer.MAX_VALUE - 8 - SLACK;

  private final float[] values;
  private final int size;
  private final Scratch scratch;
  private final Map<Object, float[]> derived = new ConcurrentHashMap<>(2);
  private final Set<Object> known = ConcurrentHashMap.newKeySet(2);

  private HeapStorage(int size, Scratch scratch) {
    this.values = new float[size + SLACK];
    this.size = size;
    this.scratch = scratch;
  }

  public static HeapStorage allocate(int elements, Scratch scratch) {
    if (elements > LARGEST) {
      throw full(elements, null);
    }
    try {
      return new HeapStorage(elements, scratch);
    } catch (OutOfMemoryError error) {
      throw full(elements, error);
    }
  }

  private static DeviceException full(int elements, @Nullable OutOfMemoryError cause) {
    return new DeviceException(
        "a tensor of " + elements + " elements, " + (long) elements * Float.BYTES + " bytes",
        "room for it on the Java heap of at most " + Runtime.getRuntime().maxMemory() + " bytes",
        "Close tensors that are no longer needed, or start Java with a larger -Xmx",
        cause);
  }

  /** The elements of a tensor, row-major, and then the slack; not a copy. */
  public static float[] values(Tensor tensor) {
    return ((HeapStorage) tensor.storage()).values;
  }

  /**
   * What is derived from the values of a tensor, as packed weights: made in scratch memory at the
   * first call and kept until nobody holds the values any more.
   */
  public static float[] derived(Tensor tensor, Object key, Supplier<float[]> derive) {
    return ((HeapStorage) tensor.storage()).derived.computeIfAbsent(key, k -> derive.get());
  }

  /** Whether this was asked before about the values of a tensor. */
  public static boolean isKnown(Tensor tensor, Object key) {
    return !((HeapStorage) tensor.storage()).known.add(key);
  }

  @Override
  public void write(float[] source) {
    System.arraycopy(source, 0, values, 0, size);
  }

  @Override
  public void read(float[] destination) {
    System.arraycopy(values, 0, destination, 0, size);
  }

  @Override
  public void forget() {
    known.clear();
    if (!derived.isEmpty()) {
      derived.values().forEach(scratch::give);
      derived.clear();
    }
  }

  @Override
  public void free() {}
}
