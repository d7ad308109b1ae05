package dev.corral.spi;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * Base of a backend's operations: does what an arena alone can do, and brings the element-wise
 * primitives down to two methods.
 */
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

  /** Applies a function to each element. */
  protected abstract Tensor map(UnaryOp op, Tensor x);

  /** Applies a function to each pair of elements of two tensors that broadcast. */
  protected abstract Tensor map(BinaryOp op, Tensor a, Tensor b);

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

  @Override
  public Tensor neg(Tensor x) {
    return map(UnaryOp.NEG, x);
  }

  @Override
  public Tensor exp(Tensor x) {
    return map(UnaryOp.EXP, x);
  }

  @Override
  public Tensor log(Tensor x) {
    return map(UnaryOp.LOG, x);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return map(UnaryOp.SQRT, x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return map(UnaryOp.TANH, x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return map(BinaryOp.ADD, a, b);
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return map(BinaryOp.SUB, a, b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return map(BinaryOp.MUL, a, b);
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return map(BinaryOp.DIV, a, b);
  }

  @Override
  public Tensor pow(Tensor a, Tensor b) {
    return map(BinaryOp.POW, a, b);
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return map(BinaryOp.MAXIMUM, a, b);
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return map(BinaryOp.LESS, a, b);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return map(BinaryOp.EQUAL, a, b);
  }
}
