package dev.corral.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.TensorOps;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  private static final int PROGRAMS = 1000;

  private static Session plain() {
    return Backends.of(new PlainBackend()).open("plain");
  }

  @Test
  void thePlainBackendAgreesWithTheReference() {
    try (Session session = plain()) {
      FuzzReport report = Fuzzer.againstReference(session).run(1, PROGRAMS, Fuzzer.Listener.NONE);
      assertThat(report.failures()).isEmpty();
      assertThat(report.programs()).isEqualTo(PROGRAMS);
      assertThat(report.results()).isGreaterThan(5L * PROGRAMS);
      assertThat(report.gradients()).isGreaterThan(PROGRAMS / 4);
    }
  }

  @Test
  void thePlainBackendAgreesWithItself() {
    try (Session session = plain();
        Session other = plain()) {
      FuzzReport report = Fuzzer.between(session, other).run(2, 500, Fuzzer.Listener.NONE);
      assertThat(report.failures()).isEmpty();
      assertThat(report.results()).isGreaterThan(2500);
      assertThat(other.liveTensors()).isZero();
    }
  }

  @Test
  void everyWordOfTheVocabularyIsDrawn() {
    TreeSet<String> words =
        Arrays.stream(TensorOps.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    words.remove("layer"); // apply asks for it
    assertThat(Fuzzer.words()).containsExactlyElementsOf(words);
    try (Session session = plain()) {
      FuzzReport report = Fuzzer.againstReference(session).run(3, 1000, Fuzzer.Listener.NONE);
      assertThat(report.calls().keySet()).containsExactlyInAnyOrderElementsOf(words);
    }
  }

  @Test
  void theListenerIsToldOfEveryProgram() {
    List<Integer> ran = new ArrayList<>();
    Fuzzer.Listener listener =
        new Fuzzer.Listener() {
          @Override
          public void ran(int index) {
            ran.add(index);
          }
        };
    try (Session session = plain()) {
      FuzzReport report = Fuzzer.againstReference(session).run(4, 3, listener);
      assertThat(report.toString()).contains("3 programs of seed 4", ": 0 failed");
    }
    assertThat(ran).containsExactly(0, 1, 2);
  }

  @Test
  void aRunEndsWhenItIsCancelled() {
    int[] ran = {0};
    Fuzzer.Listener listener =
        new Fuzzer.Listener() {
          @Override
          public void ran(int index) {
            ran[0]++;
          }

          @Override
          public boolean isCancelled() {
            return ran[0] == 2;
          }
        };
    try (Session session = plain()) {
      FuzzReport report = Fuzzer.againstReference(session).run(4, PROGRAMS, listener);
      assertThat(report.programs()).isEqualTo(2);
      assertThat(report.agrees()).isTrue();
    }
  }

  @Test
  void noProgramsAgreeWithNothing() {
    try (Session session = plain()) {
      Fuzzer fuzzer = Fuzzer.againstReference(session);
      assertThat(fuzzer.run(4, 0, Fuzzer.Listener.NONE).agrees()).isFalse();
    }
  }
}
