package dev.corral.tensor;

/** A tensor, scope or session was used after it had been closed. */
public final class ClosedException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   */
  public ClosedException(String given, String expected, String remedy) {
    super(given, expected, remedy, null);
  }
}
