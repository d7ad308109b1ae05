package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.examples.edition.Edition;
import dev.corral.layer.Block;
import dev.corral.layer.Fan;
import dev.corral.layer.Parameter;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Map;

/** The chapter's own layer: corr2d(x, weight) + bias, for matrices. */
final class HandwrittenConv2d implements Block {
  private final Parameter weight;
  private final Parameter bias;

  /** A layer in a scope, whose parameters begin as the edition's do. */
  HandwrittenConv2d(Scope scope, Shape kernelSize, Edition edition, long seed) {
    Fan fan = Fan.of(kernelSize);
    this.weight =
        new Parameter(
            scope,
            "weight",
            edition.handwrittenWeight().initializer().draw(scope.ops(), kernelSize, fan, seed));
    this.bias =
        new Parameter(
            scope,
            "bias",
            edition.handwrittenBias().initializer().draw(scope.ops(), Shape.of(1), fan, seed + 1));
  }

  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.add(ops.corr2d(x, weight.value()), bias.value());
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Parameter.byName(weight, bias);
  }

  Parameter weight() {
    return weight;
  }

  Parameter bias() {
    return bias;
  }
}
