package dev.corral.backend.opencl;

import dev.corral.spi.Activation;
import dev.corral.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel does with its sums before it stores them.
 *
 * @param bias added to each output channel, one value each; null for none
 * @param activation applied last
 */
record Epilogue(@Nullable Tensor bias, Activation activation) {
  /** Stores the sums as they are. */
  static final Epilogue NONE = new Epilogue(null, Activation.IDENTITY);

  /** The bias or, without one, a tensor that the kernel is given in its place and does not read. */
  Tensor biasOr(Tensor other) {
    return bias == null ? other : bias;
  }

  /** 1 with a bias, 0 without. */
  int hasBias() {
    return bias == null ? 0 : 1;
  }

  /** The activation's number in activation.cl. */
  int activationNumber() {
    return switch (activation) {
      case IDENTITY -> 0;
      case RELU -> 1;
      case SIGMOID -> 2;
      case TANH -> 3;
    };
  }
}
