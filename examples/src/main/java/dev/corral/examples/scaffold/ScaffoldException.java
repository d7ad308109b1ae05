package dev.corral.examples.scaffold;

import dev.corral.tensor.CorralException;
import org.jspecify.annotations.Nullable;

/** A project that cannot be written as asked; nothing of it was. */
public final class ScaffoldException extends CorralException {
  private static final long serialVersionUID = 1L;

  ScaffoldException(String given, String expected, String remedy, @Nullable Throwable cause) {
    super(given, expected, remedy, cause);
  }
}
