package dev.corral.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.conformance.CaseResult;
import dev.corral.conformance.Conformance;
import dev.corral.conformance.ConformanceCase;
import dev.corral.conformance.ConformanceKit;
import dev.corral.conformance.KitOptions;
import dev.corral.conformance.rules.Rules;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit itself: each wrong backend fails by its own rule, in words that lead to its mistake. */
class MutantsTest {
  static Stream<Mutant> mutants() {
    return Stream.of(
            ProviderMutants.providers(),
            MemoryMutants.all(),
            WordMutants.elementwise(),
            WordMutants.reductions(),
            WordMutants.movementAndProducts(),
            ConvolutionMutants.all(),
            LayerMutants.all(),
            ProviderMutants.threads())
        .flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void dies(Mutant mutant) {
    List<CaseResult> failures = failures(mutant);
    assertThat(failures).as("failed cases of %s", mutant.rule()).isNotEmpty();
    assertThat(failures)
        .as("a message with all of %s", mutant.clues())
        .anySatisfy(
            failure ->
                assertThat(failure.message())
                    .startsWith(failure.id())
                    .contains(mutant.clues())
                    .contains(Rules.of(mutant.rule()).checkFirst()));
  }

  /** The cases of the mutant's rule that fail, run one by one as a test framework does. */
  private static List<CaseResult> failures(Mutant mutant) {
    try (Stream<ConformanceCase> cases =
        ConformanceKit.cases(mutant.provider(), KitOptions.DEFAULT)) {
      return cases
          .filter(Conformance.startingWith(mutant.rule() + " "))
          .map(ConformanceCase::result)
          .filter(result -> result.status() == CaseResult.Status.FAILED)
          .toList();
    }
  }

  @Test
  void theFusedLayerThatTheMutantsSpoilConforms() {
    assertThat(
            Conformance.run(
                    LayerMutants.right(),
                    KitOptions.DEFAULT,
                    Conformance.startingWith("layers."),
                    new Conformance.Listener() {})
                .failures())
        .isEmpty();
  }
}
