package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.BackendOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NaiveProviderTest {
  @Test
  void isDiscovered() {
    assertThat(Backends.discover().entries())
        .filteredOn(entry -> entry.id().equals("cpu-naive"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.state()).isEqualTo(BackendEntry.State.AVAILABLE);
              assertThat(entry.priority()).isZero();
              assertThat(entry.device())
                  .isEqualTo(
                      "textbook loops, one thread, Java " + System.getProperty("java.version"));
            });
  }

  @Test
  void opensByName() {
    try (Session session = Session.open("cpu-naive");
        Scope scope = session.scope()) {
      assertThat(session.backend().id()).isEqualTo("cpu-naive");
      assertThat(scope.ops().tensor(7).item()).isEqualTo(7);
    }
  }

  @Test
  void refusesOptionsByName() {
    Map<String, String> options = Map.of("threads", "4", "block", "64");
    assertThatThrownBy(() -> Backends.discover().open("cpu-naive", options))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("the options [block, threads] for cpu-naive")
        .hasMessageContaining("expected no options")
        .hasMessageContaining("Leave them out");
  }

  @Test
  void declaresTheSameProvidersOnBothPaths() throws IOException, URISyntaxException {
    Path classes =
        Path.of(NaiveProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, List<String>> onModulePath;
    try (InputStream moduleInfo = Files.newInputStream(classes.resolve("module-info.class"))) {
      onModulePath =
          ModuleDescriptor.read(moduleInfo).provides().stream()
              .collect(
                  Collectors.toMap(
                      ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));
    }
    Map<String, List<String>> onClassPath;
    try (Stream<Path> services = Files.list(classes.resolve("META-INF/services"))) {
      onClassPath =
          services.collect(
              Collectors.toMap(file -> file.getFileName().toString(), NaiveProviderTest::lines));
    }
    assertThat(onClassPath).isNotEmpty().isEqualTo(onModulePath);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
