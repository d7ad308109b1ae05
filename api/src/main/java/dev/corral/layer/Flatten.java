package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;

/** All axes after the first as one: from [batch, …] to [batch, features]. */
public record Flatten() implements Block {
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    int batch = x.shape().dim(0);
    int[] rest = Arrays.copyOfRange(x.shape().dims(), 1, x.shape().rank());
    return ops.reshape(x, Shape.of(batch, Shape.of(rest).size()));
  }
}
