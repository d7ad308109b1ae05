package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation and every shorthand against the float64 reference: bit by bit on integers and
 * where elements only move, within the bounds of the direct numerics class elsewhere.
 */
public abstract class OpsContract extends BackendContract {
  private Stream<DynamicTest> tests(List<OpCase> cases) {
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(OpCase opCase) {
    try (Scope scope = scope()) {
      opCase.check(scope);
    }
  }

  @TestFactory
  Stream<DynamicTest> creation() {
    return tests(CreationCases.all());
  }

  @TestFactory
  Stream<DynamicTest> elementwise() {
    return tests(ElementwiseCases.all());
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    return tests(ReductionCases.all());
  }

  @TestFactory
  Stream<DynamicTest> movement() {
    return tests(MovementCases.all());
  }

  @TestFactory
  Stream<DynamicTest> products() {
    return tests(ProductCases.all());
  }

  @TestFactory
  Stream<DynamicTest> windows() {
    return tests(WindowCases.all());
  }

  @TestFactory
  Stream<DynamicTest> convolution() {
    return tests(ConvolutionCases.all());
  }

  @TestFactory
  Stream<DynamicTest> pooling() {
    return tests(PoolingCases.all());
  }

  @TestFactory
  Stream<DynamicTest> layers() {
    return tests(LayerCases.all());
  }

  /** A method that is added to the vocabulary and forgotten here fails this test. */
  @Test
  void noOperationIsLeftUncovered() {
    CalledMethods called = new CalledMethods();
    try (Scope scope = scope()) {
      Ops ops = called.noting(scope.ops());
      Stream.of(
              CreationCases.all(),
              ElementwiseCases.all(),
              ReductionCases.all(),
              MovementCases.all(),
              ProductCases.all(),
              WindowCases.all(),
              ConvolutionCases.all(),
              PoolingCases.all(),
              LayerCases.all())
          .flatMap(List::stream)
          .forEach(c -> c.call().apply(ops).close());
    }
    // What layer() gives runs in apply().
    assertThat(called.missing(name -> !name.equals("layer"))).isEmpty();
  }
}
