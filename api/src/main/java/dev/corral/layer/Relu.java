package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;

/** max(x, 0), for each element x. */
public record Relu() implements Block {
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.relu(x);
  }
}
