package dev.corral.spi;

import dev.corral.tensor.Tensor;

/** A function that a layer applies to each element of its output. */
public enum Activation {
  /** x. */
  IDENTITY,
  /** max(x, 0). */
  RELU,
  /** 1 / (1 + e<sup>−x</sup>). */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH;

  /**
   * Applies the function.
   *
   * @param ops the operations to use
   * @param x any tensor
   * @return a tensor of the same shape; x itself for {@link #IDENTITY}
   */
  public Tensor apply(TensorOps ops, Tensor x) {
    return switch (this) {
      case IDENTITY -> x;
      case RELU -> ops.relu(x);
      case SIGMOID -> ops.sigmoid(x);
      case TANH -> ops.tanh(x);
    };
  }
}
