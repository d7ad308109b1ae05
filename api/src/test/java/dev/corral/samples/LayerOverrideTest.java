package dev.corral.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.Conformance;
import dev.corral.conformance.ConformanceKit;
import dev.corral.spi.Activation;
import dev.corral.spi.Arena;
import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a backend author types to run a layer in a way of the backend's own. */
class LayerOverrideTest {

  /** A linear layer with bias as one matrix product, [x 1] · [weight bias]ᵀ. */
  private record OneProduct(TensorOps ops, List<String> calls) implements Layer.Differentiable {
    @Override
    public Tensor forward(Tensor x, List<Tensor> parameters) {
      calls.add("forward");
      Tensor weight = parameters.get(0);
      Tensor bias = ops.reshape(parameters.get(1), Shape.of(weight.shape().dim(0), 1));
      Tensor ones = ops.fill(x.shape().with(-1, 1), 1);
      Tensor extended = ops.concat(List.of(weight, bias), 1);
      Tensor left = ops.concat(List.of(x, ones), x.shape().rank() - 1);
      return ops.matmul(left, ops.permute(extended, 1, 0));
    }

    @Override
    public Tensor inputGradient(Tensor x, List<Tensor> parameters, Tensor output, Tensor g) {
      calls.add("inputGradient");
      return ops.matmul(g, parameters.get(0));
    }

    @Override
    public List<Tensor> parameterGradients(
        Tensor x, List<Tensor> parameters, Tensor output, Tensor g) {
      calls.add("parameterGradients");
      Tensor rows = rows(g);
      return List.of(ops.matmul(ops.permute(rows, 1, 0), rows(x)), ops.sum(rows, false, 0));
    }

    /** All axes but the last are a batch. */
    private Tensor rows(Tensor x) {
      int columns = x.shape().dim(-1);
      return ops.reshape(x, Shape.of(x.shape().size() / columns, columns));
    }
  }

  private static final class OverridingBackend extends PlainBackend {
    private final List<String> calls = new ArrayList<>();

    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        public Optional<Layer> layer(LayerSpec spec) {
          return spec instanceof LinearSpec linear
                  && linear.bias()
                  && linear.activation() == Activation.IDENTITY
              ? Optional.of(new OneProduct(this, calls))
              : Optional.empty();
        }
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheRulesOfLayers() {
    return ConformanceKit.cases(new OverridingBackend())
        .filter(Conformance.startingWith("layers"))
        .map(c -> dynamicTest(c.id(), c::run));
  }

  private static List<float[]> train(PlainBackend backend, Activation activation) {
    try (Session session = Backends.of(backend).open();
        Scope scope = session.scope()) {
      Recording recording = Recording.in(scope);
      Ops ops = recording.ops();
      Tensor x = ops.uniform(Shape.of(4, 3), -1, 1, 1);
      Tensor weight = ops.uniform(Shape.of(2, 3), -1, 1, 2);
      Tensor bias = ops.uniform(Shape.of(2), -1, 1, 3);
      LinearSpec spec = new LinearSpec(3, 2, true, activation);
      Tensor y = ops.apply(spec, x, List.of(weight, bias));
      List<Tensor> gradients = recording.gradients(ops.sum(ops.square(y)), x, weight, bias);
      List<float[]> values = new ArrayList<>(List.of(y.toArray()));
      gradients.forEach(gradient -> values.add(gradient.toArray()));
      assertThat(session.liveTensors()).isLessThan(20);
      return values;
    }
  }

  @Test
  void theBackendsLayerRunsForwardAndBackwardAndAgreesWithTheComposedForm() {
    OverridingBackend overriding = new OverridingBackend();
    List<float[]> own = train(overriding, Activation.IDENTITY);
    List<float[]> composed = train(new PlainBackend(), Activation.IDENTITY);
    for (int i = 0; i < own.size(); i++) {
      assertThat(own.get(i)).usingComparatorWithPrecision(1e-5f).containsExactly(composed.get(i));
    }
    assertThat(overriding.calls).containsExactly("forward", "inputGradient", "parameterGradients");
  }

  @Test
  void whatTheBackendDoesNotOfferIsComposed() {
    OverridingBackend overriding = new OverridingBackend();
    List<float[]> asked = train(overriding, Activation.TANH);
    assertThat(asked)
        .usingRecursiveComparison()
        .isEqualTo(train(new PlainBackend(), Activation.TANH));
    assertThat(overriding.calls).isEmpty();
  }
}
