package dev.corral.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.samples.PlainBackend;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  @Test
  void tmp() {
    ConformanceReport r =
        Conformance.run(
            new PlainBackend(), KitOptions.DEFAULT, c -> true, new Conformance.Listener() {});
    System.out.println(r);
    r.results().stream()
        .sorted(java.util.Comparator.comparingDouble(CaseResult::millis).reversed())
        .limit(40)
        .forEach(x -> System.out.println(x.millis() + " " + x.id()));
    assertThat(r.conforms()).isTrue();
  }
}
