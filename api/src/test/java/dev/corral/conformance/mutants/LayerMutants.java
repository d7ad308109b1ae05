package dev.corral.conformance.mutants;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Activation;
import dev.corral.spi.Arena;
import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Mistakes in a fused linear layer. */
final class LayerMutants {
  private LayerMutants() {}

  /** A right linear layer with bias and RELU. */
  private static class Fused implements Layer.Differentiable {
    final TensorOps ops;

    Fused(TensorOps ops) {
      this.ops = ops;
    }

    @Override
    public Tensor forward(Tensor x, List<Tensor> parameters) {
      Tensor y = ops.matmul(x, ops.permute(parameters.get(0), 1, 0));
      return ops.relu(ops.add(y, parameters.get(1)));
    }

    Tensor beforeActivation(Tensor output, Tensor gradient) {
      return ops.mul(gradient, ops.less(ops.fill(Shape.scalar(), 0), output));
    }

    @Override
    public Tensor inputGradient(Tensor x, List<Tensor> p, Tensor output, Tensor gradient) {
      return ops.matmul(beforeActivation(output, gradient), p.get(0));
    }

    @Override
    public List<Tensor> parameterGradients(
        Tensor x, List<Tensor> p, Tensor output, Tensor gradient) {
      Tensor g = rows(beforeActivation(output, gradient));
      Tensor weight = ops.matmul(ops.permute(g, 1, 0), rows(x));
      return List.of(weight, biasGradient(g));
    }

    Tensor biasGradient(Tensor rows) {
      return ops.sum(rows, false, 0);
    }

    Tensor rows(Tensor x) {
      int columns = x.shape().dim(-1);
      return ops.reshape(x, Shape.of(x.shape().size() / columns, columns));
    }
  }

  private static boolean isFused(LayerSpec spec) {
    return spec instanceof LinearSpec linear
        && linear.bias()
        && linear.activation() == Activation.RELU;
  }

  private static PlainBackend backend(BiFunction<TensorOps, LayerSpec, Optional<Layer>> layers) {
    return new PlainBackend() {
      @Override
      public TensorOps ops(Arena arena) {
        return new Primitives(arena) {
          @Override
          public Optional<Layer> layer(LayerSpec spec) {
            return layers.apply(this, spec);
          }
        };
      }
    };
  }

  private static PlainBackend fused(Function<TensorOps, Layer> layer) {
    return backend((ops, spec) -> isFused(spec) ? Optional.of(layer.apply(ops)) : Optional.empty());
  }

  /** The layer that the mutants spoil, unspoilt. */
  static PlainBackend right() {
    return fused(Fused::new);
  }

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "forgets the bias in the backward pass alone",
            "layers.603",
            List.of("bias", "LinearSpec", "the sum over all other axes"),
            fused(
                ops ->
                    new Fused(ops) {
                      @Override
                      Tensor biasGradient(Tensor rows) {
                        return ops.fill(Shape.of(rows.shape().dim(1)), 0);
                      }
                    })),
        new Mutant(
            "passes the gradient at the kink of RELU",
            "layers.602",
            List.of("gradient by the input", "at the kinks"),
            fused(
                ops ->
                    new Fused(ops) {
                      @Override
                      Tensor beforeActivation(Tensor output, Tensor gradient) {
                        return gradient;
                      }
                    })),
        new Mutant(
            "adds the bias after the activation",
            "layers.601",
            List.of("LinearSpec", "the order of bias and activation"),
            fused(
                ops ->
                    new Fused(ops) {
                      @Override
                      public Tensor forward(Tensor x, List<Tensor> p) {
                        Tensor y = ops.matmul(x, ops.permute(p.get(0), 1, 0));
                        return ops.add(ops.relu(y), p.get(1));
                      }
                    })),
        new Mutant(
            "remembers the last forward pass for the backward pass",
            "layers.604",
            List.of("then apply it to other values", "values of the forward pass"),
            new Remembering()),
        new Mutant(
            "fails for a description that it does not know",
            "layers.605",
            List.of("a switch without a default", "IllegalArgumentException"),
            backend(
                (ops, spec) -> {
                  if (spec.getClass().getPackage() != LayerSpec.class.getPackage()) {
                    throw new IllegalArgumentException("unknown: " + spec);
                  }
                  return Optional.empty();
                })));
  }

  /** Shares the output of the last forward pass among all applications. */
  private static final class Remembering extends PlainBackend {
    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        public Optional<Layer> layer(LayerSpec spec) {
          return isFused(spec) ? Optional.of(new Last(this)) : Optional.empty();
        }
      };
    }

    private float[] last = new float[0];

    private final class Last extends Fused {
      Last(TensorOps ops) {
        super(ops);
      }

      @Override
      public Tensor forward(Tensor x, List<Tensor> parameters) {
        Tensor y = super.forward(x, parameters);
        last = y.toArray();
        return y;
      }

      @Override
      Tensor beforeActivation(Tensor output, Tensor gradient) {
        return super.beforeActivation(ops.fromArray(output.shape(), last), gradient);
      }
    }
  }
}
