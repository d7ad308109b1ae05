package dev.corral.examples.bench;

/** A task that a contestant is ready to compute. */
public interface TaskJob extends Job {
  /**
   * Computes the task once and copies what came out, so that it can be compared.
   *
   * @return the result, or for a step the gradient by the second input
   */
  float[] result();
}
