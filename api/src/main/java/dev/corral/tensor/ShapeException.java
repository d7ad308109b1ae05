package dev.corral.tensor;

/** A shape, axis, size or option that an operation cannot take. */
public final class ShapeException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   */
  public ShapeException(String given, String expected, String remedy) {
    super(given, expected, remedy, null);
  }
}
