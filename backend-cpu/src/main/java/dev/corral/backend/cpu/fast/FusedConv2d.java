package dev.corral.backend.cpu.fast;

import static dev.corral.backend.cpu.fast.memory.HeapStorage.values;

import dev.corral.backend.cpu.fast.elementwise.UnaryLoops;
import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.Layer;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution whose bias and activation are applied to each piece of the output while it is in
 * the cache.
 */
final class FusedConv2d implements Layer.Differentiable {
  private final CpuOps ops;
  private final Conv2dSpec spec;

  FusedConv2d(CpuOps ops, Conv2dSpec spec) {
    this.ops = ops;
    this.spec = spec;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> parameters) {
    float[] bias = spec.bias() ? values(parameters.get(1)) : null;
    UnaryLoops.Loop activation = activation(spec.activation());
    Finish finish =
        (row, y, at, count) -> {
          if (bias != null) {
            float added = bias[row];
            for (int i = at; i < at + count; i++) {
              y[i] += added;
            }
          }
          activation.run(y, y, at, at + count);
        };
    boolean plain = bias == null && spec.activation() == Activation.IDENTITY;
    return ops.conv2d(input, parameters.get(0), spec.options(), plain ? Finish.NONE : finish);
  }

  private UnaryLoops.Loop activation(Activation activation) {
    return switch (activation) {
      case IDENTITY -> (x, y, from, to) -> {};
      case RELU -> UnaryLoops::relu;
      case SIGMOID -> ops.functions()::sigmoid;
      case TANH -> ops.functions()::tanh;
    };
  }

  @Override
  public Tensor inputGradient(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    Tensor inner = beforeActivation(output, gradient);
    return ops.conv2dInputGradient(input.shape(), parameters.get(0), inner, spec.options());
  }

  @Override
  public List<Tensor> parameterGradients(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    Tensor inner = beforeActivation(output, gradient);
    Shape weight = parameters.get(0).shape();
    List<Tensor> gradients = new ArrayList<>();
    gradients.add(ops.conv2dKernelGradient(input, weight, inner, spec.options()));
    if (spec.bias()) {
      gradients.add(ops.sum(inner, false, 0, 2, 3));
    }
    return gradients;
  }

  /** The gradient by what the activation was applied to, which its result tells. */
  private Tensor beforeActivation(Tensor output, Tensor gradient) {
    return switch (spec.activation()) {
      case IDENTITY -> gradient;
      case RELU -> ops.combine(UnaryLoops::reluGradient, output, gradient);
      case SIGMOID -> ops.combine(UnaryLoops::sigmoidGradient, output, gradient);
      case TANH -> ops.combine(UnaryLoops::tanhGradient, output, gradient);
    };
  }
}
