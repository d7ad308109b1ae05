package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.spi.Layer;
import dev.corral.spi.LinearSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer in one kernel: the product of the weight, which need not be transposed,
 * and the inputs, which are few.
 */
final class LinearLayer implements Layer.Differentiable {
  private final LinearSpec spec;
  private final Arena arena;
  private final CorrelationKernels kernels;
  private final TensorOps ops;

  LinearLayer(LinearSpec spec, Arena arena, CorrelationKernels kernels, TensorOps ops) {
    this.spec = spec;
    this.arena = arena;
    this.kernels = kernels;
    this.ops = ops;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> parameters) {
    Tensor y = arena.allocate(spec.outputShape(input.shape()));
    if (y.shape().size() > 0) {
      Tensor rows = rows(input);
      Correlation c =
          Correlation.linear(rows.shape().dim(0), spec.inFeatures(), spec.outFeatures());
      Epilogue epilogue = new Epilogue(spec.bias() ? parameters.get(1) : null, spec.activation());
      Weights weights = Weights.lasting(parameters.get(0));
      kernels.correlate(c, ops.permute(rows, 1, 0), weights, epilogue, y);
    }
    return y;
  }

  @Override
  public Tensor inputGradient(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    Tensor sums = rows(ActivationGradient.of(ops, spec.activation(), output, gradient));
    return ops.reshape(ops.matmul(sums, parameters.get(0)), input.shape());
  }

  @Override
  public List<Tensor> parameterGradients(
      Tensor input, List<Tensor> parameters, Tensor output, Tensor gradient) {
    Tensor sums = rows(ActivationGradient.of(ops, spec.activation(), output, gradient));
    List<Tensor> gradients = new ArrayList<>();
    gradients.add(ops.matmul(ops.permute(sums, 1, 0), rows(input)));
    if (spec.bias()) {
      gradients.add(ops.sum(sums, false, 0));
    }
    return gradients;
  }

  /** All leading axes as one. */
  private Tensor rows(Tensor x) {
    Shape s = x.shape();
    return s.rank() == 2 ? x : ops.reshape(x, Shape.of(s.size() / s.dim(-1), s.dim(-1)));
  }
}
