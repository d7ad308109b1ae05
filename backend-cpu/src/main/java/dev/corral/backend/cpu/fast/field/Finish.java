package dev.corral.backend.cpu.fast.field;

/** What is done to each piece of a row of outputs while it is in the cache. */
public interface Finish {
  /** Leaves outputs as they are. */
  Finish NONE = (row, y, at, count) -> {};

  /**
   * Changes outputs in place.
   *
   * @param row the output channel
   * @param y the outputs
   * @param at the first
   * @param count how many
   */
  void apply(int row, float[] y, int at, int count);
}
