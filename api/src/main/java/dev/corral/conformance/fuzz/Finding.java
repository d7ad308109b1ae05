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
    /** A step has changed the result of an earlier one. */
    CHANGED,
    /** Something was thrown. */
    THROWN,
    /** Something is alive after all scopes have closed. */
    LEAK
  }

  /**
   * Whether this may be the same mistake as another one, or its cause: that a step has changed the
   * result of another.
   */
  boolean isLike(Finding other) {
    boolean sameKind = kind == other.kind && (kind != Kind.VALUE || word.equals(other.word));
    return sameKind || (kind == Kind.CHANGED && other.kind == Kind.VALUE);
  }
}
