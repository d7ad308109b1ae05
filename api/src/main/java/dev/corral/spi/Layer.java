package dev.corral.spi;

import dev.corral.tensor.Tensor;
import java.util.List;

/**
 * A backend's own way to run a layer: a stateless function of an input and parameters, for one
 * {@link LayerSpec}. It must agree with the composed form, which the conformance kit checks. What
 * is costly to prepare (packed weights) is cached by storage, see {@link
 * dev.corral.tensor.Storage#forget}.
 */
public interface Layer {
  /**
   * Runs the layer.
   *
   * @param input the input
   * @param parameters in the order of {@link LayerSpec#parameterShapes}
   * @return the output
   */
  Tensor forward(Tensor input, List<Tensor> parameters);

  /** A layer with its own backward pass. Without one, training uses the composed form. */
  interface Differentiable extends Layer {
    /**
     * The gradient of the loss by the input.
     *
     * @param input the input of the forward pass
     * @param parameters its parameters
     * @param output its output
     * @param gradient the gradient of the loss by the output
     * @return a tensor of the input's shape
     */
    Tensor inputGradient(Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient);

    /**
     * The gradients of the loss by the parameters.
     *
     * @param input the input of the forward pass
     * @param parameters its parameters
     * @param output its output
     * @param gradient the gradient of the loss by the output
     * @return one tensor a parameter, of its shape
     */
    List<Tensor> parameterGradients(
        Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient);
  }
}
