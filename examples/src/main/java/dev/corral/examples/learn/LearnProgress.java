package dev.corral.examples.learn;

/** Is told how far the learning is. */
public interface LearnProgress {
  /**
   * Some steps are taken.
   *
   * @param steps how many
   * @param all how many there are at most
   */
  void done(int steps, int all);
}
