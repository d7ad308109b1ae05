package dev.corral.examples.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Session;
import dev.corral.conformance.fuzz.FuzzReport;
import dev.corral.conformance.fuzz.Fuzzer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs give the same on every backend that is found as on the plain one. */
class BackendsAgreeTest {
  private static final int PROGRAMS = Integer.getInteger("corral.fuzz.programs", 500);
  private static final long SEED = Long.getLong("corral.fuzz.seed", 20260102);

  static Stream<String> others() {
    return BackendsUnderTest.ids().stream().filter(id -> !id.equals("plain"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void asThePlainOne(String id) {
    try (Session session = BackendsUnderTest.ALL.open(id);
        Session plain = BackendsUnderTest.ALL.open("plain")) {
      FuzzReport report = Fuzzer.between(session, plain).run(SEED, PROGRAMS, Fuzzer.Listener.NONE);
      assertThat(report.failures()).as("%s", report).isEmpty();
      assertThat(report.programs()).isEqualTo(PROGRAMS);
    }
  }
}
