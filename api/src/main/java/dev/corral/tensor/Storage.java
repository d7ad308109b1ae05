package dev.corral.tensor;

/**
 * Where a backend keeps the elements of a tensor: an array, a device buffer. Opaque to everyone
 * else. Counting who shares a storage, recycling it and freeing it is the framework's work; a
 * backend only does what it is told here.
 */
public interface Storage {
  /**
   * Copies values from the host into the storage.
   *
   * @param source as many float32 values as the storage holds, row-major
   * @throws DeviceException if the device fails
   */
  void write(float[] source);

  /**
   * Copies the values to the host, after all work that produces them.
   *
   * @param destination receives as many float32 values as the storage holds, row-major
   * @throws DeviceException if the device fails
   */
  void read(float[] destination);

  /**
   * Nobody holds these values any more: drops whatever was derived from them (packed weights, a
   * transform). The storage may be handed out again afterwards, its content undefined.
   */
  default void forget() {}

  /** Gives the memory back. Called once, after which the storage is never used again. */
  void free();
}
