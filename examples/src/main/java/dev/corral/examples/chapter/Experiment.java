package dev.corral.examples.chapter;

import dev.corral.backend.Session;

/** One section of the chapter, computed. */
public interface Experiment {
  /**
   * The name that the command line knows it by.
   *
   * @return lower-case letters, digits and hyphens
   */
  String id();

  /**
   * The section that it computes.
   *
   * @return its titles
   */
  Section section();

  /**
   * Computes the section.
   *
   * @param session the backend that computes; no tensor stays open in it
   * @param options the seed of random numbers and the editions to show
   * @return what came out, with verdicts
   */
  Result run(Session session, Options options);
}
