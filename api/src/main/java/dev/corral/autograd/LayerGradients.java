package dev.corral.autograd;

import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backward pass of a backend's own layer; the parameters' gradients come all at once. */
final class LayerGradients {
  private final LayerSpec spec;
  private final Tensor input;
  private final List<Tensor> parameters;
  private final Tensor output;
  private @Nullable Tensor lastGradient;
  private List<Tensor> lastResult = List.of();

  LayerGradients(LayerSpec spec, Tensor input, List<Tensor> parameters, Tensor output) {
    this.spec = spec;
    this.input = input;
    this.parameters = parameters;
    this.output = output;
  }

  /** The layer bound to the operations of the backward pass. */
  private Layer.Differentiable layer(TensorOps ops) {
    return (Layer.Differentiable) ops.layer(spec).orElseThrow();
  }

  Tensor byInput(TensorOps ops, Tensor gradient) {
    return layer(ops).inputGradient(input, parameters, output, gradient);
  }

  Tensor byParameter(TensorOps ops, Tensor gradient, int index) {
    if (lastGradient != gradient) {
      lastResult = layer(ops).parameterGradients(input, parameters, output, gradient);
      lastGradient = gradient;
    }
    return lastResult.get(index);
  }
}
