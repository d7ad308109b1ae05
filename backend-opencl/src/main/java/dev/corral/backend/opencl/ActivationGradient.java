package dev.corral.backend.opencl;

import dev.corral.spi.Activation;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** The backward pass through an activation. */
final class ActivationGradient {
  private ActivationGradient() {}

  /** The gradient by what the activation was applied to, from what it gave. */
  static Tensor of(TensorOps ops, Activation activation, Tensor output, Tensor gradient) {
    return switch (activation) {
      case IDENTITY -> gradient;
      case RELU -> ops.mul(gradient, ops.greater(output, ops.fill(Shape.scalar(), 0)));
      case SIGMOID -> ops.mul(gradient, ops.mul(output, oneMinus(ops, output)));
      case TANH -> ops.mul(gradient, oneMinus(ops, ops.square(output)));
    };
  }

  private static Tensor oneMinus(TensorOps ops, Tensor x) {
    return ops.sub(ops.fill(Shape.scalar(), 1), x);
  }
}
