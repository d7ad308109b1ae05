package dev.corral.spi;

import java.util.OptionalInt;

/** A provider's answer to whether its backend can be opened on this machine. */
public sealed interface Availability {
  /**
   * It can.
   *
   * @param device what it would run on, in a line; with a note where something faster is switched
   *     off and how to switch it on
   * @param priority the rank with this device, or empty for the provider's own
   */
  record Available(String device, OptionalInt priority) implements Availability {}

  /**
   * It cannot.
   *
   * @param reason why, as "no OpenCL platform"
   * @param remedy what the user can do, as "install one: apt-get install pocl-opencl-icd"
   */
  record Unavailable(String reason, String remedy) implements Availability {}

  /**
   * It can, with the provider's own priority.
   *
   * @param device what it would run on
   * @return the answer
   */
  static Availability available(String device) {
    return new Available(device, OptionalInt.empty());
  }
}
