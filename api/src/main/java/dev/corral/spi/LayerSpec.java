package dev.corral.spi;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The description of a layer with parameters: a value (kind, sizes, options) that knows its shapes
 * and how to compose the layer from operations. Applied by {@link TensorOps#apply}; a backend that
 * can do better than the composed form offers a {@link Layer} for it.
 */
public interface LayerSpec {
  /**
   * The layer's parameters.
   *
   * @return their shapes by name, in the order in which {@link #compose} takes them
   */
  Map<String, Shape> parameterShapes();

  /**
   * The shape of the output.
   *
   * @param input the shape of the input
   * @return the shape of the output
   * @throws dev.corral.tensor.ShapeException if the layer cannot take such an input
   */
  Shape outputShape(Shape input);

  /**
   * The layer in terms of operations; what defines its result and its gradients.
   *
   * @param ops the operations to compose it from
   * @param input the input
   * @param parameters in the order of {@link #parameterShapes}
   * @return the output
   */
  Tensor compose(TensorOps ops, Tensor input, List<Tensor> parameters);

  /**
   * The same description with whatever depends on the input's size, as SAME padding, in numbers.
   *
   * @param input the shape of the input
   * @return an explicit description; this one by default
   */
  default LayerSpec resolve(Shape input) {
    return this;
  }
}
