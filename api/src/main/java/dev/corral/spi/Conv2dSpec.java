package dev.corral.spi;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A two-dimensional convolution with bias and activation: activation(conv2d(x, weight) + bias).
 * Parameters: {@code weight} [outputs, inputs / groups, height, width] and, if it has one, {@code
 * bias} [outputs].
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param options stride, padding, dilation and groups
 * @param bias whether there is a bias
 * @param activation applied last
 */
public record Conv2dSpec(
    int inChannels,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    Conv2dOptions options,
    boolean bias,
    Activation activation)
    implements LayerSpec {

  /** Checks that the groups divide the channels. */
  public Conv2dSpec {
    if (inChannels % options.groups() != 0 || outChannels % options.groups() != 0) {
      throw new ShapeException(
          inChannels
              + " input and "
              + outChannels
              + " output channels in "
              + options.groups()
              + " groups",
          "groups that divide both",
          "Change the channels or the groups");
    }
  }

  private Shape weightShape() {
    return Shape.of(outChannels, inChannels / options.groups(), kernelHeight, kernelWidth);
  }

  @Override
  public Map<String, Shape> parameterShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("weight", weightShape());
    if (bias) {
      shapes.put("bias", Shape.of(outChannels));
    }
    return shapes;
  }

  @Override
  public Shape outputShape(Shape input) {
    return options.forwardShape(input, weightShape());
  }

  @Override
  public Conv2dSpec resolve(Shape input) {
    return new Conv2dSpec(
        inChannels,
        outChannels,
        kernelHeight,
        kernelWidth,
        options.resolve(input, weightShape()),
        bias,
        activation);
  }

  @Override
  public Tensor compose(TensorOps ops, Tensor input, List<Tensor> parameters) {
    Tensor y = ops.conv2d(input, parameters.get(0), options);
    if (bias) {
      y = ops.add(y, ops.reshape(parameters.get(1), Shape.of(1, outChannels, 1, 1)));
    }
    return activation.apply(ops, y);
  }
}
