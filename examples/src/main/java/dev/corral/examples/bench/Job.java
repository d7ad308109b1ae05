package dev.corral.examples.bench;

/** A task that somebody is ready to compute, its inputs in place. */
public interface Job extends AutoCloseable {
  /**
   * Computes the task several times and returns when all of it is done.
   *
   * @param calls how often, 1 or more
   */
  void run(int calls);

  /**
   * Computes the task once and copies what came out, so that it can be compared.
   *
   * @return the result, or for a step the gradient by the second input
   */
  float[] result();

  @Override
  void close();
}
