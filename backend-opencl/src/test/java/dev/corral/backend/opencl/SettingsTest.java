package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Where the settings come from: a session's options, and system properties where those are silent.
 */
class SettingsTest {
  @AfterEach
  void clear() {
    System.clearProperty(Settings.DEVICE);
    System.clearProperty(Settings.FAMILY);
  }

  @Test
  void nothingIsChosenWithoutBeingNamed() {
    assertThat(Settings.of(Map.of())).isEqualTo(new Settings(null, null, Algorithm.AUTO));
  }

  @Test
  void propertiesNameTheDeviceAndTheFamily() {
    System.setProperty(Settings.DEVICE, "pthread");
    System.setProperty(Settings.FAMILY, "gpu");
    assertThat(Settings.of(Map.of()))
        .isEqualTo(new Settings("pthread", Family.GPU, Algorithm.AUTO));
  }

  @Test
  void optionsComeFirst() {
    System.setProperty(Settings.DEVICE, "pthread");
    System.setProperty(Settings.FAMILY, "gpu");
    assertThat(Settings.of(Map.of("device", "0", "family", "cpu", "algorithm", "direct")))
        .isEqualTo(new Settings("0", Family.CPU, Algorithm.DIRECT));
  }
}
