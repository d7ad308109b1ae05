package dev.corral.examples.bench;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param protocol how long things were measured
 * @param ceilings what the machine can do
 * @param contestants who took part
 * @param tasks how they did
 */
public record Results(
    Protocol protocol, Ceilings ceilings, List<Entry> contestants, List<TaskResult> tasks) {

  /**
   * Who took part.
   *
   * @param name its name
   * @param device what it ran on
   */
  public record Entry(String name, String device) {}

  /** Those of some names that took part: the ones to compare others with. */
  public List<String> present(List<String> names) {
    List<String> all = contestants.stream().map(Entry::name).toList();
    return names.stream().filter(all::contains).toList();
  }
}
