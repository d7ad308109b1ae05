package dev.corral.tensor;

/** A gradient was asked for where none is defined. */
public final class GradientException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   */
  public GradientException(String given, String expected, String remedy) {
    super(given, expected, remedy, null);
  }
}
