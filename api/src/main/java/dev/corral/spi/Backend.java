package dev.corral.spi;

import dev.corral.tensor.Storage;

/**
 * An opened backend. Users never see it: they hold a session, the framework's class around it.
 * {@link #allocate} and {@link #ops} may be called from many threads at once; each arena's
 * operations are called from one thread at a time.
 */
public interface Backend extends AutoCloseable {
  /**
   * Makes storage of undefined content. The framework recycles it: it is freed only when it is no
   * longer needed for tensors of its size.
   *
   * @param elements how many float32 values it holds, 0 or more
   * @return new storage
   * @throws dev.corral.tensor.DeviceException if there is no room; the backend stays usable
   */
  Storage allocate(int elements);

  /**
   * The backend's operations, allocating their results from an arena.
   *
   * @param arena where results come from
   * @return operations for one thread at a time
   */
  TensorOps ops(Arena arena);

  /**
   * The backend's operations, for a profile. A backend whose device keeps its own time tells what
   * each kernel takes; it may wait for each, as nobody profiles for speed.
   *
   * @param arena where results come from
   * @param times told of each kernel that the operations run; by default of none
   * @return operations for one thread at a time
   */
  default TensorOps ops(Arena arena, KernelTimes times) {
    return ops(arena);
  }

  /** Releases what the backend holds, after all work in flight; all storage was freed before. */
  @Override
  void close();
}
