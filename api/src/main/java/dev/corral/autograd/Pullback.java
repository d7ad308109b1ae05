package dev.corral.autograd;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;

/** From the gradient by an operation's result to the gradient by one of its arguments. */
interface Pullback {
  /**
   * Applies the rule.
   *
   * @param ops operations of the backward pass
   * @param gradient the gradient by the result
   * @return the gradient by the argument, of its shape; always a tensor of its own
   */
  Tensor apply(TensorOps ops, Tensor gradient);
}
