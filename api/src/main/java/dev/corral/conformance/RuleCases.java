package dev.corral.conformance;

import dev.corral.conformance.rules.Rule;
import java.util.stream.Stream;

/**
 * The cases of one rule.
 *
 * @param rule the rule
 * @param cases its cases; a stream, which is used once
 */
public record RuleCases(Rule rule, Stream<ConformanceCase> cases) {
  /**
   * The rule's id and title.
   *
   * @return as {@code ops.481 conv2d}
   */
  public String name() {
    return rule.toString();
  }
}
