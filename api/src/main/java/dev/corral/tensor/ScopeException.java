package dev.corral.tensor;

/** A scope was asked for something that its place does not allow. */
public final class ScopeException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message from its three parts.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   */
  public ScopeException(String given, String expected, String remedy) {
    super(given, expected, remedy, null);
  }
}
