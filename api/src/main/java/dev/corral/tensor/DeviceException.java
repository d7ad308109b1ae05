package dev.corral.tensor;

import org.jspecify.annotations.Nullable;

/** The device or the memory behind a backend failed. */
public final class DeviceException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param cause the error underneath, or null
   */
  public DeviceException(String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
  }
}
