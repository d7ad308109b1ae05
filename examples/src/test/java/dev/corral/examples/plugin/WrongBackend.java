package dev.corral.examples.plugin;

import dev.corral.spi.Arena;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** A backend that wants a flag and then adds up wrongly. */
public final class WrongBackend extends FlaggedBackend {
  @Override
  public String id() {
    return "wrong";
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new Primitives(arena) {
      @Override
      public Tensor matmul(Tensor a, Tensor b) {
        return add(super.matmul(a, b), fill(Shape.scalar(), 0.01f));
      }
    };
  }
}
