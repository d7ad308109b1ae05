package dev.corral.conformance.rules;

import java.util.Optional;

/**
 * One thing that a backend promises.
 *
 * @param id section and number, as {@code ops.481}; it never changes its meaning
 * @param title a word or two; for a rule of one operation, the operation's name
 * @param statement what is required, in the words of RFC 2119
 * @param intent what the rule is for
 * @param checkFirst where the mistake usually is when a case of the rule fails
 * @param untested why no case can test it; empty if there is one
 */
public record Rule(
    String id,
    String title,
    String statement,
    String intent,
    String checkFirst,
    Optional<String> untested) {

  /**
   * The part of the document that the rule belongs to.
   *
   * @return as {@code ops}
   */
  public String section() {
    return id.substring(0, id.indexOf('.'));
  }

  /** The id and the title. */
  @Override
  public String toString() {
    return id + " " + title;
  }
}
