package dev.corral.backend.cpu.naive;

import dev.corral.spi.Arena;
import dev.corral.spi.Backend;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;

/** Tensors in Java arrays, and loops over them. */
final class NaiveBackend implements Backend {
  @Override
  public Storage allocate(int elements) {
    return new HeapStorage(elements);
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new NaiveOps(arena);
  }

  @Override
  public void close() {}
}
