package dev.corral.spi;

import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fully connected layer: activation(x · weightᵀ + bias) along the last axis. Parameters: {@code
 * weight} [outputs, inputs] and, if it has one, {@code bias} [outputs].
 *
 * @param inFeatures size of the input's last axis
 * @param outFeatures size of the output's last axis
 * @param bias whether there is a bias
 * @param activation applied last
 */
public record LinearSpec(int inFeatures, int outFeatures, boolean bias, Activation activation)
    implements LayerSpec {

  @Override
  public Map<String, Shape> parameterShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("weight", Shape.of(outFeatures, inFeatures));
    if (bias) {
      shapes.put("bias", Shape.of(outFeatures));
    }
    return shapes;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2 || input.dim(-1) != inFeatures) {
      throw new ShapeException(
          "a linear layer on an input of shape " + input,
          "[batch, …, " + inFeatures + "]",
          "Flatten the input to a batch of rows of " + inFeatures);
    }
    return input.with(-1, outFeatures);
  }

  @Override
  public Tensor compose(TensorOps ops, Tensor input, List<Tensor> parameters) {
    Tensor y = ops.matmul(input, ops.permute(parameters.get(0), 1, 0));
    return activation.apply(ops, bias ? ops.add(y, parameters.get(1)) : y);
  }
}
