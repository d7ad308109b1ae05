package dev.corral.backend.cpu.naive;

import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;

/** The elements of a tensor in a Java array, which the garbage collector frees. */
final class HeapStorage implements Storage {
  private final float[] values;

  HeapStorage(int elements) {
    this.values = new float[elements];
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
