package dev.corral.backend.opencl;

import dev.corral.spi.Availability;
import dev.corral.tensor.CorralException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds out whether OpenCL can be used here, and on what. */
final class Probe {
  static final String INSTALL_RUNTIME =
      "install an OpenCL runtime: the driver of your GPU, or, for the CPU, on Debian"
          + " apt-get install pocl-opencl-icd";

  private Probe() {}

  static Availability run() {
    Optional<Availability.Unavailable> missing = NativeLibrary.load();
    if (missing.isPresent()) {
      return missing.get();
    }
    try {
      return answer(Devices.list());
    } catch (RuntimeException | LinkageError unusable) {
      return new Availability.Unavailable(
          "OpenCL is installed, but fails: " + unusable.getMessage(),
          "update the drivers of your devices");
    }
  }

  private static Availability answer(List<Device> devices) {
    if (devices.isEmpty()) {
      return new Availability.Unavailable(
          "OpenCL is installed, but there is no device", INSTALL_RUNTIME);
    }
    String wish = System.getProperty(Settings.DEVICE);
    Device device;
    try {
      device = DeviceChoice.of(devices, wish);
    } catch (CorralException noSuchDevice) {
      return new Availability.Unavailable(
          "-D" + Settings.DEVICE + "=" + wish + " names no device, or several",
          "name one of these by its index: " + DeviceChoice.describe(devices));
    }
    String others =
        devices.stream()
            .filter(other -> other.index() != device.index())
            .map(Device::toString)
            .collect(Collectors.joining(", "));
    return new Availability.Available(
        device + (others.isEmpty() ? "" : "; others: " + others),
        OptionalInt.of(device.type().priority()));
  }
}
