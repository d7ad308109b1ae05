package dev.corral.tensor;

import org.jspecify.annotations.Nullable;

/** No backend can be selected: none is there, or the named one is not available. */
public final class NoBackendException extends CorralException {
  private static final long serialVersionUID = 1L;

  private final String report;

  /**
   * Composes the message from its three parts and the discovery report below them.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param report what discovery found
   * @param cause the error underneath, or null
   */
  public NoBackendException(
      String given, String expected, String remedy, String report, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
    this.report = report;
  }

  @Override
  public String getMessage() {
    return super.getMessage() + System.lineSeparator() + report;
  }
}
