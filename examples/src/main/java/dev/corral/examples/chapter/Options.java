package dev.corral.examples.chapter;

import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Editions;
import java.util.List;

/**
 * What the reader can choose.
 *
 * @param seed the seed of random starting values
 * @param editions the editions of the book to follow where they differ
 */
public record Options(long seed, List<Edition> editions) {
  /** Seed 0, all four editions. */
  public static final Options DEFAULT = new Options(0, Editions.ALL);

  /** Copies the list. */
  public Options {
    editions = List.copyOf(editions);
  }
}
