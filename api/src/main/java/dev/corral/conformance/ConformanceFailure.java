package dev.corral.conformance;

import org.jspecify.annotations.Nullable;

/**
 * A backend breaks a rule. The message begins with the case's id and ends with the smallest way to
 * repeat it and the first differing element.
 */
public final class ConformanceFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  ConformanceFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
