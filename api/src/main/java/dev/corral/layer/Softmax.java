package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;

/**
 * e<sup>x</sup> / Σ e<sup>x</sup> along an axis.
 *
 * @param axis counted from 0, or from −1 backwards
 */
public record Softmax(int axis) implements Block {
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.softmax(x, axis);
  }
}
