package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;

/** The hyperbolic tangent of each element. */
public record Tanh() implements Block {
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.tanh(x);
  }
}
