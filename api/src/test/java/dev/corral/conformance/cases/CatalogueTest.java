package dev.corral.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.rules.Rule;
import dev.corral.conformance.rules.Rules;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing that the kit promises to test is left out. */
class CatalogueTest {
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

  private final List<Check> checks = Catalogue.all(0, false).toList();

  @Test
  void everyRuleHasACaseOrAReasonWhyNot() {
    Set<String> tested = checks.stream().map(Check::rule).collect(Collectors.toSet());
    for (Rule rule : Rules.all()) {
      assertThat(tested.contains(rule.id()))
          .as("a case of %s, or else a reason why there is none", rule)
          .isNotEqualTo(rule.untested().isPresent());
    }
  }

  @Test
  void everyCaseNamesARuleAndHasANameOfItsOwn() {
    assertThat(checks).allSatisfy(check -> assertThat(Rules.of(check.rule())).isNotNull());
    assertThat(new HashSet<>(checks.stream().map(Check::toString).toList())).hasSameSizeAs(checks);
  }

  @Test
  void theFullPartHoldsTheQuickOne() {
    Set<String> full = Catalogue.all(0, true).map(Check::toString).collect(Collectors.toSet());
    assertThat(full)
        .containsAll(checks.stream().map(Check::toString).toList())
        .hasSizeGreaterThan(checks.size());
  }

  /** A method that is added to the vocabulary and forgotten here fails this test. */
  @Test
  void everyMethodOfTheOperationsIsCalled() {
    CalledMethods called = new CalledMethods();
    inScope(
        scope -> {
          Ops ops = called.noting(scope.ops());
          Catalogue.ops(0).forEach(c -> c.call().apply(ops, OpCase.put(ops, c.inputs())).close());
        });
    // What layer() gives runs in apply().
    assertThat(called.missing(name -> !name.equals("layer"))).isEmpty();
  }

  /** A method that is added to the vocabulary and forgotten here fails this test. */
  @Test
  void everyDifferentiableMethodIsDifferentiated() {
    CalledMethods called = new CalledMethods();
    inScope(
        scope -> {
          Ops ops = called.noting(scope.ops());
          Catalogue.gradientCases(0)
              .forEach(c -> c.call().apply(ops, OpCase.put(scope.ops(), c.inputs())).close());
        });
    assertThat(called.missing(name -> !CONSTANT.contains(name))).isEmpty();
  }

  private static void inScope(Consumer<Scope> work) {
    try (Session session = Backends.of(new PlainBackend()).open();
        Scope scope = session.scope()) {
      work.accept(scope);
    }
  }

  /**
   * The framework holds the check of closed arguments, so no wrong backend can leave it out; an
   * operation that never looks at its argument stands in for one.
   */
  @Test
  void aMissingClosedCheckIsFound() {
    OpCase careless =
        OpCase.of(
            "neg",
            "without a look at its argument",
            (ops, in) -> ops.zeros(2),
            () -> Expectation.exactly(DoubleTensor.full(Shape.of(2), 0)),
            DoubleTensor.of(Shape.of(2), 1, 2));
    Check check =
        LifetimeChecks.all(new Samples(List.of(careless)))
            .filter(c -> c.rule().equals("lifetime.304"))
            .findFirst()
            .orElseThrow();
    try (Subject subject = new Subject(new PlainBackend(), Map.of())) {
      assertThatThrownBy(() -> subject.run(check))
          .isInstanceOf(Mismatch.class)
          .hasMessageContaining("argument 0 closed before the call")
          .hasMessageContaining("not a ClosedException");
    }
  }

  @Test
  void whatACaseLeavesAliveIsFound() {
    Check leaking =
        new Check("ops.402", "leaks", subject -> subject.session().scope().ops().ones(3));
    try (Subject subject = new Subject(new PlainBackend(), Map.of())) {
      assertThatThrownBy(() -> subject.run(leaking))
          .isInstanceOf(Mismatch.class)
          .hasMessageContaining("1 tensors and 12 bytes are alive");
    }
  }
}
