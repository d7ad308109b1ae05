package dev.corral.layer;

import dev.corral.backend.Scope;
import dev.corral.spi.Activation;
import dev.corral.spi.LayerSpec;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** What the builders of layers with weight and bias have in common. */
abstract class SpecBuilder<B extends SpecBuilder<B>> {
  boolean bias = true;
  Activation activation = Activation.IDENTITY;
  private Initializer weightInitializer = Initializer.kaimingUniform(Math.sqrt(5));
  private Initializer biasInitializer = weightInitializer;
  private long seed;

  abstract B self();

  /**
   * Whether there is a bias; by default there is.
   *
   * @param on whether there is one
   * @return this builder
   */
  public B bias(boolean on) {
    this.bias = on;
    return self();
  }

  /**
   * The function that is applied to each element last; by default none.
   *
   * @param function the function
   * @return this builder
   */
  public B activation(Activation function) {
    this.activation = function;
    return self();
  }

  /**
   * How the weight begins; by default {@link Initializer#kaimingUniform} with a = √5.
   *
   * @param scheme the scheme
   * @return this builder
   */
  public B weightInitializer(Initializer scheme) {
    this.weightInitializer = scheme;
    return self();
  }

  /**
   * How the bias begins; by default {@link Initializer#kaimingUniform} with a = √5.
   *
   * @param scheme the scheme
   * @return this builder
   */
  public B biasInitializer(Initializer scheme) {
    this.biasInitializer = scheme;
    return self();
  }

  /**
   * Where the random numbers start, 0 by default. Layers of one shape that begin with one seed
   * begin equal.
   *
   * @param start any number
   * @return this builder
   */
  public B seed(long start) {
    this.seed = start;
    return self();
  }

  /** The parameters' first values; if one cannot be made, none is left behind. */
  Map<String, Parameter> parameters(Scope scope, LayerSpec spec) {
    Map<String, Shape> shapes = spec.parameterShapes();
    Fan fan = Fan.of(Objects.requireNonNull(shapes.get("weight")));
    Random seeds = new Random(seed);
    List<Parameter> parameters = new ArrayList<>();
    try (Scope work = scope.scope()) {
      Map<String, Tensor> values = new LinkedHashMap<>();
      shapes.forEach(
          (name, shape) -> {
            Initializer scheme = name.equals("bias") ? biasInitializer : weightInitializer;
            values.put(name, scheme.draw(work.ops(), shape, fan, seeds.nextLong()));
          });
      values.forEach((name, value) -> parameters.add(new Parameter(scope, name, value)));
    }
    return Parameter.byName(parameters.toArray(Parameter[]::new));
  }
}
