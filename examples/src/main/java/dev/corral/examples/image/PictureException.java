package dev.corral.examples.image;

import dev.corral.tensor.CorralException;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be read, filtered or written. */
public final class PictureException extends CorralException {
  private static final long serialVersionUID = 1L;

  /**
   * Composes the message.
   *
   * @param given what was given or what happened
   * @param expected what would have been right
   * @param remedy what the reader can do about it
   * @param cause the error underneath, or null
   */
  public PictureException(String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
  }
}
