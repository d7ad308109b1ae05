package dev.corral.backend.cpu.naive;

import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;

/** The elements of a tensor in a Java array, which the garbage collector frees. */
final class HeapStorage implements Storage {
  private final float[] values;

  private HeapStorage(float[] values) {
    this.values = values;
  }

  static HeapStorage allocate(int elements) {
    try {
      return new HeapStorage(new float[elements]);
    } catch (OutOfMemoryError full) {
      throw new DeviceException(
          "a tensor of " + elements + " elements, " + (long) elements * Float.BYTES + " bytes",
          "room for it on the Java heap of at most " + Runtime.getRuntime().maxMemory() + " bytes",
          "Close tensors that are no longer needed, or start Java with a larger -Xmx",
          full);
    }
  }

  /** The elements of a tensor, row-major; not a copy. */
  static float[] values(Tensor tensor) {
    return ((HeapStorage) tensor.storage()).values;
  }

  @Override
  public void write(float[] source) {
    System.arraycopy(source, 0, values, 0, values.length);
  }

  @Override
  public void read(float[] destination) {
    System.arraycopy(values, 0, destination, 0, values.length);
  }

  @Override
  public void free() {}
}
