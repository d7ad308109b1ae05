package dev.corral.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.NoBackendException;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Running the kit, and what it says. */
class ConformanceTest {
  private static final Conformance.Listener NOBODY = new Conformance.Listener() {};

  /** Negates by subtracting from 0, which loses -0. */
  private static final class LosesSign extends PlainBackend {
    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        public Tensor neg(Tensor x) {
          return sub(fill(x.shape(), 0), x);
        }
      };
    }
  }

  private static ConformanceReport run(PlainBackend backend, String prefix) {
    return Conformance.run(backend, KitOptions.DEFAULT, Conformance.startingWith(prefix), NOBODY);
  }

  @Test
  void aFailureBeginsWithTheCaseAndEndsWithHowToRepeatItAndTheFirstDifference() {
    CaseResult failure = run(new LosesSign(), "numerics.506 neg").failures().get(0);
    assertThat(failure.message().lines().map(String::strip))
        .containsExactly(
            "numerics.506 neg [5] zeros of both signs",
            "rule: Words that only move or choose elements MUST keep −0; element-wise functions"
                + " MUST give the zero of IEEE 754. The sign of a sum's zero is not specified.",
            "check first: 0 − x for neg, x + 0 for a copy, and fast-math flags.",
            "repeat, with seed 0: neg [5] zeros of both signs",
            "input 0: new float[] {0.0, -0.0, 1.0, -0.0, 0.0}",
            "element [0] is 0.0, expected -0.0 within 0.0, differs by 0.0 (0 ULP);"
                + " in all 2 of 5 elements differ");
  }

  @Test
  void aReportHoldsWhatSomebodyNeedsWhoWasNotThere() {
    ConformanceReport report = run(new LosesSign(), "ops.411");
    assertThat(report.conforms()).isFalse();
    assertThat(report.count(CaseResult.Status.FAILED)).isEqualTo(report.failures().size());
    assertThat(report.results()).extracting(CaseResult::rule).containsOnly("ops.411");
    assertThat(report.lines())
        .singleElement()
        .satisfies(line -> assertThat(line.passed() + line.failed()).isGreaterThan(20));
    assertThat(report.toString())
        .contains("plain", "Java arrays, one thread", "seed 0", "SPI 1", "ops.411 neg")
        .contains(System.getProperty("os.name"), System.getProperty("java.runtime.version"))
        .contains(report.failures().get(0).message())
        .containsPattern("errors.904 messages +no case: whether words help");
  }

  @Test
  void aRunWithoutCasesProvesNothing() {
    assertThat(run(new PlainBackend(), "no such rule").conforms()).isFalse();
    assertThat(run(new PlainBackend(), "ops.411").conforms()).isTrue();
  }

  @Test
  void aListenerHearsOfEveryCaseInOrder() {
    List<String> heard = new ArrayList<>();
    int[] announced = new int[1];
    ConformanceReport report =
        Conformance.run(
            new PlainBackend(),
            KitOptions.DEFAULT.seed(7),
            Conformance.startingWith("session."),
            new Conformance.Listener() {
              @Override
              public void begins(int cases) {
                announced[0] = cases;
              }

              @Override
              public void ran(CaseResult result) {
                heard.add(result.id());
              }
            });
    assertThat(heard)
        .containsExactlyElementsOf(report.results().stream().map(CaseResult::id).toList());
    assertThat(announced[0]).isEqualTo(heard.size());
    assertThat(report.options().seed()).isEqualTo(7);
  }

  @Test
  void anUnavailableBackendIsAnErrorWithItsReason() {
    PlainBackend missing =
        new PlainBackend() {
          @Override
          public Availability probe() {
            return new Availability.Unavailable("no device", "plug one in");
          }
        };
    assertThatThrownBy(() -> run(missing, "ops."))
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("no device")
        .hasMessageContaining("plug one in");
  }

  @Test
  void theBackendsOwnSettingsReachIt() {
    List<Map<String, String>> seen = new ArrayList<>();
    PlainBackend asking =
        new PlainBackend() {
          @Override
          public PlainBackend open(Map<String, String> options) {
            seen.add(options);
            return this;
          }
        };
    Map<String, String> settings = Map.of("threads", "2");
    KitOptions options = KitOptions.DEFAULT.backend(settings);
    Conformance.run(asking, options, Conformance.startingWith("ops.411"), NOBODY);
    assertThat(seen).containsExactly(settings);
  }

  @Test
  void closingTheStreamClosesTheBackend() {
    List<String> closed = new ArrayList<>();
    PlainBackend closing =
        new PlainBackend() {
          @Override
          public void close() {
            closed.add(id());
          }
        };
    try (Stream<ConformanceCase> cases = ConformanceKit.cases(closing)) {
      cases.filter(Conformance.startingWith("ops.411")).forEach(ConformanceCase::run);
      assertThat(closed).isEmpty();
    }
    assertThat(closed).containsExactly("plain");
  }

  @Test
  void theCasesHoldForAnySeed() {
    ConformanceReport report =
        Conformance.run(
            new PlainBackend(),
            KitOptions.DEFAULT.seed(20_000),
            c -> !c.id().startsWith("gradients.") && !c.id().startsWith("numerics.510"),
            NOBODY);
    assertThat(report.failures()).isEmpty();
    assertThat(report.count(CaseResult.Status.PASSED)).isGreaterThan(5000);
  }
}
