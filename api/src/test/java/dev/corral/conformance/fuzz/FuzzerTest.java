package dev.corral.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  @Test
  void thePlainBackendAgreesWithTheReference() {
    try (Session session = Backends.of(new PlainBackend()).open("plain")) {
      FuzzReport report =
          Fuzzer.againstReference(session)
              .run(1, Integer.getInteger("corral.fuzz.programs", 2000), Fuzzer.Listener.NONE);
      System.err.println(report);
      System.err.println(report.calls());
      assertThat(report.failures()).isEmpty();
    }
  }
}
