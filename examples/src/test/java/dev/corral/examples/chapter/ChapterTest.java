package dev.corral.examples.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChapterTest {
  private static final Set<Experiment> EXPERIMENTS =
      Guice.createInjector(new ChapterModule()).getInstance(new Key<>() {});

  static Set<Experiment> experiments() {
    return EXPERIMENTS;
  }

  static Stream<Arguments> everyExperimentOnEveryBackend() {
    return BackendsUnderTest.ids().stream()
        .flatMap(id -> EXPERIMENTS.stream().map(e -> Arguments.of(id, e.id(), e)));
  }

  @Test
  void followsTheBook() {
    assertThat(EXPERIMENTS)
        .extracting(Experiment::id)
        .containsExactly(
            "cross-correlation",
            "conv2d-layer",
            "edge-detection",
            "learn-kernel",
            "convolution",
            "receptive-field",
            "exercise-1",
            "exercise-2",
            "exercise-3",
            "exercise-4");
    assertThat(BackendsUnderTest.ids()).contains("cpu-naive", "plain");
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("everyExperimentOnEveryBackend")
  void holdsAndLeavesNothingOpen(String backend, String id, Experiment experiment) {
    try (Session session = BackendsUnderTest.ALL.open(backend)) {
      Result result = experiment.run(session, Options.DEFAULT);
      assertThat(result.checks()).isNotEmpty().allMatch(Check::holds);
      assertThat(result.holds()).isTrue();
      assertThat(session.liveTensors()).isZero();
      assertThat(session.liveBytes()).isZero();
    }
  }

  /** Sums that are off: no experiment may be content with such a backend. */
  @ParameterizedTest
  @MethodSource("experiments")
  void failsOnABackendThatAddsUpWrongly(Experiment experiment) {
    try (Session session = Backends.of(new OffByAHundredth()).open()) {
      assertThat(experiment.run(session, Options.DEFAULT).holds()).isFalse();
    }
  }

  private static final class OffByAHundredth extends PlainBackend {
    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        public Tensor matmul(Tensor a, Tensor b) {
          return add(super.matmul(a, b), fill(Shape.scalar(), 0.01f));
        }
      };
    }
  }
}
