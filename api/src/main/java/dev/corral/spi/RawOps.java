package dev.corral.spi;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Base of a backend's operations: those that an arena alone can do. */
public abstract class RawOps implements TensorOps {
  /** Where results come from. */
  protected final Arena arena;

  /**
   * Operations bound to an arena.
   *
   * @param arena where results come from
   */
  protected RawOps(Arena arena) {
    this.arena = arena;
  }

  @Override
  public Tensor fromArray(Shape shape, float[] values) {
    Tensor tensor = arena.allocate(shape);
    tensor.storage().write(values);
    return tensor;
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return arena.view(x, shape);
  }
}
