package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gradients of everything that has one, by every input, against central differences of the float64
 * reference.
 */
public abstract class GradientContract extends BackendContract {
  /** What makes tensors from no tensor, and what has no gradient. */
  private static final Set<String> CONSTANT =
      Set.of(
          "fromArray",
          "tensor",
          "fill",
          "zeros",
          "ones",
          "full",
          "arange",
          "uniform",
          "normal",
          "less",
          "lessEqual",
          "greater",
          "greaterEqual",
          "equal",
          "notEqual",
          "argmax",
          "layer");

  private Stream<DynamicTest> tests(List<GradientCase> cases) {
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(GradientCase gradientCase) {
    try (Scope scope = scope()) {
      gradientCase.check(scope);
    }
  }

  @TestFactory
  Stream<DynamicTest> elementwiseAndReductions() {
    return tests(ElementwiseGradients.all());
  }

  @TestFactory
  Stream<DynamicTest> movement() {
    return tests(MovementGradients.all());
  }

  @TestFactory
  Stream<DynamicTest> productsConvolutionAndPooling() {
    return tests(ConvolutionGradients.all());
  }

  @TestFactory
  Stream<DynamicTest> layersAndANetwork() {
    return tests(LayerGradients.all());
  }

  /** A method that is added to the vocabulary and forgotten here fails this test. */
  @Test
  void noDifferentiableOperationIsLeftUncovered() {
    CalledMethods called = new CalledMethods();
    try (Scope scope = scope()) {
      Stream.of(
              ElementwiseGradients.all(),
              MovementGradients.all(),
              ConvolutionGradients.all(),
              LayerGradients.all())
          .flatMap(List::stream)
          .forEach(c -> c.call().apply(called.noting(scope.ops()), c.put(scope)).close());
    }
    assertThat(called.missing(name -> !CONSTANT.contains(name))).isEmpty();
  }
}
