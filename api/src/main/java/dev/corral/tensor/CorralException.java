package dev.corral.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Root of every error that Corral throws on purpose.
 *
 * <p>A message always has three parts: what was given, what was expected, and what to do. The
 * constructor asks for them separately, so that no error can leave one out.
 */
public abstract class CorralException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message {@code given; expected EXPECTED. REMEDY.}
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param cause the error underneath, or null
   */
  protected CorralException(
      String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given + "; expected " + expected + ". " + remedy + ".", cause);
  }
}
