package dev.corral.backend.opencl;

import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device and what it says of itself.
 *
 * @param index its number among all devices of all platforms
 * @param platform the platform's name
 * @param platformVersion the platform's version
 * @param name as "NVIDIA H100 80GB HBM3"
 * @param type what it is
 * @param driver the driver's version
 * @param memory bytes in all
 * @param maxAllocation bytes that one buffer can have
 * @param units compute units
 * @param vectorWidth floats in a register
 * @param exactDivision whether it can round division and square root correctly
 * @param platformId the platform
 * @param id the device
 */
record Device(
    int index,
    String platform,
    String platformVersion,
    String name,
    Type type,
    String driver,
    long memory,
    long maxAllocation,
    int units,
    int vectorWidth,
    boolean exactDivision,
    cl_platform_id platformId,
    cl_device_id id) {

  /** Kinds of devices, the one to prefer first. */
  enum Type {
    GPU(200, Family.GPU),
    ACCELERATOR(50, Family.GPU),
    /** Below the CPU backend that needs no OpenCL. */
    CPU(50, Family.CPU),
    OTHER(50, Family.GPU);

    private final int priority;
    private final Family family;

    Type(int priority, Family family) {
      this.priority = priority;
      this.family = family;
    }

    /** The backend's rank on such a device. */
    int priority() {
      return priority;
    }

    /** The kernels for such a device. */
    Family family() {
      return family;
    }
  }

  /** The device in a line. */
  @Override
  public String toString() {
    return String.format(
        "[%d] %s (%s of %s, driver %s, %d compute units, %d MiB)",
        index, name, type, platform, driver, units, memory >> 20);
  }
}
