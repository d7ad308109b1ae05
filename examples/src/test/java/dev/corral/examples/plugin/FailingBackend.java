package dev.corral.examples.plugin;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;

/** A backend whose device fails while it computes. */
public final class FailingBackend extends PlainBackend {
  @Override
  public String id() {
    return "failing";
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new Primitives(arena) {
      @Override
      public Tensor matmul(Tensor a, Tensor b) {
        throw new IllegalStateException("the device is on fire");
      }
    };
  }
}
