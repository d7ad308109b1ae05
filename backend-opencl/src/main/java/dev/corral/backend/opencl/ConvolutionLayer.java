package dev.corral.backend.opencl;

import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.Layer;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A convolution with bias and activation in one kernel. */
final class ConvolutionLayer implements Layer.Differentiable {
  private final Conv2dSpec spec;
  private final Convolution convolution;
  private final TensorOps ops;

  ConvolutionLayer(Conv2dSpec spec, Convolution convolution, TensorOps ops) {
    this.spec = spec;
    this.convolution = convolution;
    this.ops = ops;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> parameters) {
    Epilogue epilogue = new Epilogue(spec.bias() ? parameters.get(1) : null, spec.activation());
    return convolution.conv2d(input, parameters.get(0), spec.options(), epilogue);
  }

  @Override
  public Tensor inputGradient(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    return convolution.inputGradient(
        input.shape(), parameters.get(0), beforeActivation(output, gradient), spec.options());
  }

  @Override
  public List<Tensor> parameterGradients(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    Tensor sums = beforeActivation(output, gradient);
    Shape weight = parameters.get(0).shape();
    List<Tensor> gradients = new ArrayList<>();
    gradients.add(convolution.kernelGradient(input, weight, sums, spec.options()));
    if (spec.bias()) {
      gradients.add(ops.sum(sums, false, 0, 2, 3));
    }
    return gradients;
  }

  private Tensor beforeActivation(Tensor output, Tensor gradient) {
    return ActivationGradient.of(ops, spec.activation(), output, gradient);
  }
}
