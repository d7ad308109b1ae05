package dev.corral.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.SampleCalls;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each word of the vocabulary has a gradient rule, is composed, or is constant: no fourth way. */
class VocabularyTest {
  private static final Set<String> COMPOSED =
      Set.of("square", "minimum", "mean", "sliceScatter", "maxPool2dGradient");

  private static final Set<String> CONSTANT =
      Set.of(
          "fromArray",
          "fill",
          "less",
          "equal",
          "lessEqual",
          "greater",
          "greaterEqual",
          "notEqual",
          "argmax");

  /** Runs a layer: what it records is its composed form or its own backward, tested elsewhere. */
  private static final Set<String> LAYERS = Set.of("apply", "layer");

  @Test
  void composedWordsAreExactlyThoseThatTheRecordingLeavesAlone() {
    Set<String> overridden =
        Arrays.stream(RecordingOps.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(SampleCalls.words().stream().filter(word -> !overridden.contains(word)))
        .containsExactlyInAnyOrderElementsOf(COMPOSED);
  }

  @TestFactory
  Stream<DynamicTest> everyWordFallsInItsPlace() {
    return SampleCalls.words().stream()
        .filter(word -> !LAYERS.contains(word))
        .map(word -> DynamicTest.dynamicTest(word, () -> fallsInItsPlace(word)));
  }

  private static void fallsInItsPlace(String word) {
    try (Session session = Backends.of(new PlainBackend()).open();
        Scope scope = session.scope()) {
      Map<String, Function<TensorOps, Tensor>> calls =
          SampleCalls.all(shape -> scope.ops().uniform(shape, 0.5f, 2, 1));
      List<Entry> entries = new ArrayList<>();
      Tensor y = calls.get(word).apply(new RecordingOps(scope.unchecked(), entries));
      assertThat(entries).last().extracting(Entry::result).isSameAs(y);
      if (COMPOSED.contains(word)) {
        assertThat(entries).extracting(Entry::operation).doesNotContain(word).isNotEmpty();
      } else {
        assertThat(entries).extracting(Entry::operation).containsExactly(word);
        boolean hasRule =
            entries.get(0).arguments().stream().anyMatch(argument -> argument.pullback() != null);
        assertThat(hasRule).isEqualTo(!CONSTANT.contains(word));
      }
    }
  }
}
