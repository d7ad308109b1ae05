package dev.corral.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.backend.Backends;
import dev.corral.conformance.ConformanceCase;
import dev.corral.conformance.ConformanceKit;
import dev.corral.conformance.KitOptions;
import dev.corral.tensor.BackendOpenException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of the guide for backend authors lead to a backend that conforms. */
class TunedBackendConformanceTest {
  /** What its changes could break; the rest is the plain backend's. */
  private static boolean concerns(ConformanceCase c) {
    return Stream.of("provider", "session", "lifetime", "ops.418", "ops.461", "layers", "threads")
        .anyMatch(c.id()::startsWith);
  }

  @TestFactory
  Stream<DynamicTest> conforms() {
    return ConformanceKit.cases(new TunedBackend())
        .filter(TunedBackendConformanceTest::concerns)
        .map(c -> dynamicTest(c.id(), c::run));
  }

  @TestFactory
  Stream<DynamicTest> conformsWithoutPacking() {
    KitOptions options = KitOptions.DEFAULT.backend(Map.of("packing", "off")).seed(7);
    return ConformanceKit.cases(new TunedBackend(), options)
        .filter(c -> c.rule().id().equals("ops.461"))
        .map(c -> dynamicTest(c.id(), c::run));
  }

  @Test
  void itsDeviceRanksIt() {
    int priority = Backends.of(new TunedBackend()).select().priority();
    assertThat(priority).isEqualTo(Runtime.getRuntime().availableProcessors() > 1 ? -50 : -100);
  }

  @ParameterizedTest
  @CsvSource({"packing, maybe", "pakking, on"})
  void misspeltOptionsAreRefused(String name, String value) {
    Backends backends = Backends.of(new TunedBackend());
    assertThatThrownBy(() -> backends.open("tuned", Map.of(name, value)))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining(name);
  }
}
