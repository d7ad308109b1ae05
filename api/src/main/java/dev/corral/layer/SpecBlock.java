package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.spi.LayerSpec;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.Map;

/** A block that applies a description, by the backend's own layer where it has one. */
abstract class SpecBlock implements Block {
  private final LayerSpec spec;
  private final Map<String, Parameter> parameters;

  SpecBlock(LayerSpec spec, Map<String, Parameter> parameters) {
    this.spec = spec;
    this.parameters = parameters;
  }

  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.apply(spec, x, values());
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  /**
   * The weight.
   *
   * @return the parameter
   */
  public Parameter weight() {
    return parameter("weight");
  }

  /**
   * The bias.
   *
   * @return the parameter
   * @throws ShapeException if the layer was built without one
   */
  public Parameter bias() {
    return parameter("bias");
  }

  private Parameter parameter(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new ShapeException(
          "the " + name + " of " + spec,
          "one of its parameters, " + parameters.keySet(),
          "Build the layer with " + name + "(true)");
    }
    return parameter;
  }

  /** The description. */
  @Override
  public String toString() {
    return spec.toString();
  }
}
