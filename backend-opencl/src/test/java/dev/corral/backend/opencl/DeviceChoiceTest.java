package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.tensor.BackendOpenException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {
  private static final List<Device> DEVICES =
      List.of(
          device(0, "EPYC", Device.Type.CPU),
          device(1, "RTX 4090", Device.Type.GPU),
          device(2, "RTX 4090 D", Device.Type.GPU),
          device(3, "Stratix 3", Device.Type.ACCELERATOR));

  private static Device device(int index, String name, Device.Type type) {
    return new Device(index, "P", "1", name, type, "2", 1L << 30, 1L << 28, 4, 8, true, null, null);
  }

  @Test
  void prefersTheFirstGpu() {
    assertThat(DeviceChoice.of(DEVICES, null).index()).isEqualTo(1);
    assertThat(DeviceChoice.of(DEVICES, " ").index()).isEqualTo(1);
    assertThat(DeviceChoice.of(DEVICES.subList(0, 1), null).index()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "3,3", "epyc,0", "rtx 4090,1", "4090 D,2", "strat,3", "' 2 ',2"})
  void takesAnIndexOrAWholeNameOrPartOfOne(String wish, int index) {
    assertThat(DeviceChoice.of(DEVICES, wish).index()).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abacus", "7", "-1"})
  void listsTheDevicesWhereNoneAnswers(String wish) {
    assertThatThrownBy(() -> DeviceChoice.of(DEVICES, wish))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("the OpenCL device \"" + wish + "\", which 0 devices answer to")
        .hasMessageContaining("expected the index, or a part of the name, of one of these")
        .hasMessageContaining("[0] EPYC (CPU of P, driver 2, 4 compute units, 1024 MiB)")
        .hasMessageContaining("[3] Stratix 3")
        .hasMessageContaining("Set the option device, or -Dcorral.opencl.device");
  }

  @Test
  void listsTheDevicesWhereSeveralAnswer() {
    assertThatThrownBy(() -> DeviceChoice.of(DEVICES, "RTX"))
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("\"RTX\", which 2 devices answer to")
        .hasMessageContaining("[1] RTX 4090 (GPU");
  }

  @Test
  void ranksACpuBelowTheCpuBackendAndAGpuAbove() {
    assertThat(Device.Type.CPU.priority()).isBetween(1, 99);
    assertThat(Device.Type.GPU.priority()).isGreaterThan(100);
  }
}
