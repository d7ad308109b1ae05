package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.conformance.fuzz.FuzzReport;
import dev.corral.conformance.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/**
 * Random programs against the reference: as many as take a second or two, or as many as {@code
 * -Dcorral.fuzz.programs} says; others from another {@code -Dcorral.fuzz.seed}.
 */
public abstract class FuzzContract extends BackendContract {
  private static final int PROGRAMS = Integer.getInteger("corral.fuzz.programs", 1000);
  private static final long SEED = Long.getLong("corral.fuzz.seed", 20260101);

  @Test
  void agreesWithTheReference() {
    FuzzReport report =
        Fuzzer.againstReference(session()).run(SEED, PROGRAMS, Fuzzer.Listener.NONE);
    assertThat(report.failures()).as("%s", report).isEmpty();
    assertThat(report.programs()).isEqualTo(PROGRAMS);
  }
}
