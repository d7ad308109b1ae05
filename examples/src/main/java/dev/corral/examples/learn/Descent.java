package dev.corral.examples.learn;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;
import java.util.List;

/** Which way the steps of gradient descent go, and how far. */
interface Descent {
  /**
   * A step.
   *
   * @param directions one for each parameter, of its shape
   * @param rate what is taken off the parameters is this times the directions
   */
  record Step(List<Tensor> directions, float rate) {}

  /**
   * The next step.
   *
   * @param ops make the directions
   * @param gradients of the loss by the weight, [kernels, 1, height, width], and by the bias
   */
  Step next(Ops ops, List<Tensor> gradients);

  /** Down the gradient at one rate. */
  static Descent plain(float rate) {
    return (ops, gradients) -> new Step(gradients, rate);
  }
}
