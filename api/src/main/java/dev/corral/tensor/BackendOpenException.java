package dev.corral.tensor;

import org.jspecify.annotations.Nullable;

/** A backend was selected, but it would not open. */
public final class BackendOpenException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param cause the error underneath, or null
   */
  public BackendOpenException(
      String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
  }
}
