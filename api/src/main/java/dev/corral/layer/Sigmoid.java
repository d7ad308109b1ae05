package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;

/** 1 / (1 + e<sup>−x</sup>), for each element x. */
public record Sigmoid() implements Block {
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.sigmoid(x);
  }
}
