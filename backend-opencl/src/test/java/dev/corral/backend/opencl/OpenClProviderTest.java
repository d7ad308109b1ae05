package dev.corral.backend.opencl;

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
import org.junit.jupiter.api.Test;

@NeedsDevice
class OpenClProviderTest {
  @Test
  void isDiscoveredWithItsDevices() {
    Device device = DeviceChoice.of(Devices.list(), null);
    assertThat(Backends.discover().entries())
        .filteredOn(entry -> entry.id().equals("opencl"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.state()).isEqualTo(BackendEntry.State.AVAILABLE);
              assertThat(entry.priority()).isEqualTo(device.type().priority());
              assertThat(entry.device())
                  .startsWith(device.toString())
                  .contains(device.name(), device.driver());
            });
  }

  @Test
  void opensADeviceByIndexAndByName() {
    Device device = Devices.list().get(0);
    for (String wish : List.of("0", device.name())) {
      try (Session session = Backends.discover().open("opencl", Map.of("device", wish));
          Scope scope = session.scope()) {
        assertThat(scope.ops().tensor(7).item()).isEqualTo(7);
      }
    }
  }

  @Test
  void refusesADeviceThatIsNotThere() {
    assertThatThrownBy(() -> Backends.discover().open("opencl", Map.of("device", "abacus")))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("\"abacus\", which 0 devices answer to")
        .hasMessageContaining(Devices.list().get(0).toString());
  }

  @Test
  void refusesOptionsByName() {
    Map<String, String> options = Map.of("threads", "4", "block", "64", "device", "0");
    assertThatThrownBy(() -> Backends.discover().open("opencl", options))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("the options [block, threads] for opencl")
        .hasMessageContaining(
            "expected device (an index or part of a name), family (cpu or gpu) or")
        .hasMessageContaining("algorithm (auto or direct or winograd2)")
        .hasMessageContaining("Leave the others out");
  }

  @Test
  void refusesAFamilyThatIsNone() {
    assertThatThrownBy(() -> Backends.discover().open("opencl", Map.of("family", "tpu")))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("the option family=tpu; expected family (cpu or gpu)");
  }

  @Test
  void declaresTheSameProviderOnBothPaths() throws IOException, URISyntaxException {
    Path classes =
        Path.of(OpenClProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> onModulePath;
    try (InputStream moduleInfo = Files.newInputStream(classes.resolve("module-info.class"))) {
      onModulePath =
          ModuleDescriptor.read(moduleInfo).provides().stream()
              .flatMap(provides -> provides.providers().stream())
              .toList();
    }
    Path services = classes.resolve("META-INF/services/dev.corral.spi.BackendProvider");
    assertThat(Files.readAllLines(services))
        .isEqualTo(onModulePath)
        .containsExactly(OpenClProvider.class.getName());
  }
}
