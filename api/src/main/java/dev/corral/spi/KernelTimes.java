package dev.corral.spi;

/** Told how long a device worked on each kernel. */
@FunctionalInterface
public interface KernelTimes {
  /**
   * A kernel has run.
   *
   * @param kernel its name
   * @param nanoseconds from its start to its end on the device
   */
  void add(String kernel, long nanoseconds);
}
