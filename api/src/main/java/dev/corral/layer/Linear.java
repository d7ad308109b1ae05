package dev.corral.layer;

import dev.corral.backend.Scope;
import dev.corral.spi.LinearSpec;
import java.util.Map;

/**
 * A fully connected layer: activation(x · weightᵀ + bias) along the last axis, from [batch, …,
 * inputs] to [batch, …, outputs]. Parameters: {@code weight} [outputs, inputs] and, if it has one,
 * {@code bias} [outputs].
 */
public final class Linear extends SpecBlock {
  private Linear(LinearSpec spec, Map<String, Parameter> parameters) {
    super(spec, parameters);
  }

  /**
   * Begins a layer.
   *
   * @param inFeatures size of the input's last axis
   * @param outFeatures size of the output's last axis
   * @return a builder
   */
  public static Builder builder(int inFeatures, int outFeatures) {
    return new Builder(inFeatures, outFeatures);
  }

  /** Collects what a {@link Linear} is. */
  public static final class Builder extends SpecBuilder<Builder> {
    private final int inFeatures;
    private final int outFeatures;

    private Builder(int inFeatures, int outFeatures) {
      this.inFeatures = inFeatures;
      this.outFeatures = outFeatures;
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Builds the layer.
     *
     * @param scope what its parameters belong to
     * @return the layer, initialised
     * @throws dev.corral.tensor.ShapeException if a size is negative
     * @throws dev.corral.tensor.ClosedException if the scope has closed
     */
    public Linear build(Scope scope) {
      LinearSpec spec = new LinearSpec(inFeatures, outFeatures, bias, activation);
      return new Linear(spec, parameters(scope, spec));
    }
  }
}
