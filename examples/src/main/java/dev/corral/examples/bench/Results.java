package dev.corral.examples.bench;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param protocol how long things were measured
 * @param load how many processes wanted to run on average in the minute before, or less than 0
 * @param ceilings what the machine can do
 * @param contestants who took part
 * @param tasks how they did
 * @param starts how long programs took from their start to their answer
 */
public record Results(
    Protocol protocol,
    double load,
    Ceilings ceilings,
    List<Entry> contestants,
    List<TaskResult> tasks,
    List<Timing> starts) {

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
