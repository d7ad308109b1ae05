package dev.corral.conformance.fuzz;

/** Draws a call of one word, with arguments and options. */
interface Drawing {
  /**
   * Adds steps to a sketch.
   *
   * @return whether it could; if not, some of the steps may be there all the same
   */
  boolean draw(Sketch sketch);
}
