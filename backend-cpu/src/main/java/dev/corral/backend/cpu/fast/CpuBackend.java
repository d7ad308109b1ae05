package dev.corral.backend.cpu.fast;

import dev.corral.backend.cpu.fast.convolution.Algorithm;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.spi.Arena;
import dev.corral.spi.Backend;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;

/** Tensors in Java arrays, kernels for this processor, and threads. */
final class CpuBackend implements Backend {
  private final Machine machine;
  private final Algorithm algorithm;

  CpuBackend(CpuOptions options) {
    this.machine = Machine.of(options.threads(), options.simd());
    this.algorithm = options.algorithm();
  }

  @Override
  public Storage allocate(int elements) {
    return HeapStorage.allocate(elements, machine.scratch());
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new CpuOps(arena, machine, algorithm);
  }

  @Override
  public void close() {
    machine.workers().close();
  }
}
