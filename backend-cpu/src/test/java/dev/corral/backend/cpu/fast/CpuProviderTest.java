package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.BackendOpenException;
import dev.corral.tensor.DeviceException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuProviderTest {
  private static final boolean SIMD =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  @Test
  void isTheDefaultAndSaysWhichKernelsRun() {
    try (Session session = Session.open()) {
      BackendEntry entry = session.backend();
      assertThat(entry.id()).isEqualTo("cpu");
      assertThat(entry.priority()).isEqualTo(100);
      String remedy = "scalar kernels: start Java with --add-modules=jdk.incubator.vector for SIMD";
      if (SIMD) {
        assertThat(entry.device()).matches("SIMD kernels of [0-9]+ bits, [0-9]+ threads?, Java .*");
      } else {
        assertThat(entry.device()).startsWith(remedy);
      }
    }
  }

  @Test
  void asksForTheModuleOnlyWhereItIsMissing() {
    if (SIMD) {
      assertThat(new CpuProvider().jvmFlags()).isEmpty();
    } else {
      assertThat(new CpuProvider().jvmFlags())
          .containsExactly("--add-modules=jdk.incubator.vector");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "thread, 2, options [thread], [algorithm; simd; threads]",
    "threads, 0, threads=0, 1 to 1024",
    "threads, two, threads=two, 1 to 1024",
    "threads, 1025, threads=1025, 1 to 1024",
    "simd, yes, simd=yes, true or false",
    "algorithm, lavin, algorithm=lavin, auto; direct; gemm; winograd2; winograd4; winograd4_complex; fft"
  })
  void refusesWhatItDoesNotKnow(String name, String value, String given, String expected) {
    assertThatThrownBy(() -> Backends.discover().open("cpu", Map.of(name, value)))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining(given)
        .hasMessageContaining(expected.replace(';', ','));
  }

  @Test
  void saysThatThereIsNoRoomAndStaysUsable() {
    try (Session session = Session.open("cpu");
        Scope scope = session.scope()) {
      assertThatThrownBy(() -> scope.ops().zeros(Integer.MAX_VALUE))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("2147483647 elements, 8589934588 bytes")
          .hasMessageContaining("-Xmx");
      assertThat(session.liveBytes()).isZero();
      assertThat(scope.ops().ones(2).toArray()).containsExactly(1, 1);
    }
  }
}
