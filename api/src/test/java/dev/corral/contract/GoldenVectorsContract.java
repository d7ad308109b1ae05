package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Scope;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Worked cases that other projects published, within 10⁻⁴ of 1 + |value|. */
public abstract class GoldenVectorsContract extends BackendContract {
  private static final double TOLERANCE = 1e-4;

  /** Ten times what the book takes, so that the start no longer matters. */
  private static final int STEPS_TO_CONVERGE = 100;

  /** Runs a case in a scope. */
  private interface Run {
    void in(Scope scope, GoldenCase given);
  }

  @TestFactory
  Stream<DynamicTest> tensorFlow() {
    return tests(
        "vectors/tf-conv.jsonl",
        (scope, given) -> compare(TensorFlowVectors.run(scope.ops(), given), given.output()));
  }

  @TestFactory
  Stream<DynamicTest> diveIntoDeepLearning() {
    return tests("vectors/d2l.jsonl", GoldenVectorsContract::check);
  }

  private Stream<DynamicTest> tests(String file, Run run) {
    Optional<Path> found = SharedFiles.find(file);
    if (found.isEmpty()) {
      // A test of its own, so that the count of skipped tests shows it.
      return Stream.of(DynamicTest.dynamicTest(file, () -> SharedFiles.require(file)));
    }
    List<GoldenCase> cases = GoldenCase.readAll(found.get());
    assertThat(cases).as("cases in " + file).isNotEmpty();
    return cases.stream().map(given -> test(given, run));
  }

  private DynamicTest test(GoldenCase given, Run run) {
    return DynamicTest.dynamicTest(
        given.toString(),
        () -> {
          try (Scope scope = scope()) {
            run.in(scope, given);
          }
        });
  }

  private static void check(Scope scope, GoldenCase c) {
    switch (c.op()) {
      case "Train" -> {
        Tensor w = BookVectors.trained(scope, c, STEPS_TO_CONVERGE);
        double[] limit =
            Arrays.stream(GoldenCase.ints(c.json().get("converges_to"))).asDoubleStream().toArray();
        compare(w, DoubleTensor.of(w.shape(), limit));
      }
      case "Shape:Model" ->
          assertThat(BookVectors.modelShapes(scope.ops(), c))
              .isEqualTo(BookVectors.expectedModelShapes(c));
      case "Shape:Conv", "Shape:ConvTranspose" -> {
        Shape expected = c.shape("output_shape");
        assertThat(BookVectors.shape(scope.ops(), c)).isEqualTo(expected);
      }
      default -> compare(BookVectors.run(scope.ops(), c), c.output());
    }
  }

  private static void compare(Tensor result, DoubleTensor expected) {
    DoubleTensor bound = expected.map(v -> TOLERANCE * (1 + Math.abs(v)));
    Expectation.within(expected, bound).mismatch(result).ifPresent(Assertions::fail);
  }
}
