package dev.corral.examples.chapter;

import dev.corral.examples.chapter.Item.Check;
import java.util.List;

/**
 * What an experiment found.
 *
 * @param items in the order in which a reader wants them
 */
public record Result(List<Item> items) {
  /** Copies the list. */
  public Result {
    items = List.copyOf(items);
  }

  /**
   * The comparisons among the items.
   *
   * @return the checks, in their order
   */
  public List<Check> checks() {
    return items.stream().filter(Check.class::isInstance).map(Check.class::cast).toList();
  }

  /**
   * The verdict.
   *
   * @return whether every check holds
   */
  public boolean holds() {
    return checks().stream().allMatch(Check::holds);
  }
}
