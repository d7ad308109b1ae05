package dev.corral.conformance.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with how a backend runs a program.
 *
 * @param kind in what way
 * @param step whose result it is, or by which the gradient is
 * @param word that the step calls
 * @param message in words
 * @param verdict what the result was compared with, if it was
 */
record Finding(Kind kind, int step, String word, String message, @Nullable Verdict verdict) {
  /** In what way a program fails. */
  enum Kind {
    /** A result differs. */
    VALUE,
    /** A gradient differs. */
    GRADIENT,
    /** Something was thrown. */
    THROWN,
    /** Something is alive after all scopes have closed. */
    LEAK
  }

  /** Whether this is the same mistake, as far as one can tell from outside. */
  boolean isLike(Finding other) {
    return kind == other.kind && (kind != Kind.VALUE || word.equals(other.word));
  }
}
