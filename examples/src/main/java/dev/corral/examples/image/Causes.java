package dev.corral.examples.image;

import org.jspecify.annotations.Nullable;

/** What an error comes from; ImageIO wraps what the system says. */
final class Causes {
  private Causes() {}

  /** The message of the innermost cause that has one. */
  static String innermost(Throwable failure) {
    String told = failure.getClass().getSimpleName();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        told = message;
      }
    }
    return told;
  }
}
