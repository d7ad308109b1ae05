package dev.corral.backend.opencl;

import dev.corral.tensor.BackendOpenException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of several devices is meant. */
final class DeviceChoice {
  private DeviceChoice() {}

  /**
   * The device with this index or name: its whole name, or else a part that no other device's name
   * has. Without a wish, the first of the best type.
   */
  static Device of(List<Device> devices, @Nullable String wish) {
    if (wish == null || wish.isBlank()) {
      return devices.stream().min(Comparator.comparing(Device::type)).orElseThrow();
    }
    List<Device> meant = meant(devices, wish.strip());
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new BackendOpenException(
        "the OpenCL device \"" + wish + "\", which " + meant.size() + " devices answer to",
        "the index, or a part of the name, of one of these: " + describe(devices),
        "Set the option device, or -D" + Settings.DEVICE + ", to one of the indices",
        null);
  }

  private static List<Device> meant(List<Device> devices, String wish) {
    List<Device> named = devices.stream().filter(d -> d.name().equalsIgnoreCase(wish)).toList();
    if (!named.isEmpty()) {
      return named;
    }
    List<Device> numbered =
        devices.stream().filter(d -> String.valueOf(d.index()).equals(wish)).toList();
    if (!numbered.isEmpty()) {
      return numbered;
    }
    String part = wish.toLowerCase(Locale.ROOT);
    return devices.stream().filter(d -> d.name().toLowerCase(Locale.ROOT).contains(part)).toList();
  }

  /** The devices in a line. */
  static String describe(List<Device> devices) {
    return devices.stream().map(Device::toString).collect(Collectors.joining(", "));
  }
}
