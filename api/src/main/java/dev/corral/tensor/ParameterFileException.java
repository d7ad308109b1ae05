package dev.corral.tensor;

import org.jspecify.annotations.Nullable;

/** A file of parameters that cannot be written, or not be read into the parameters given. */
public final class ParameterFileException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param cause the error underneath, or null
   */
  public ParameterFileException(
      String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
  }
}
