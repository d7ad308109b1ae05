package dev.corral.backend.cpu.fast.kernel;

import dev.corral.backend.cpu.fast.memory.HeapStorage;

/**
 * Functions of each element that the compiler does not vectorise by itself, from an index up to
 * another. Arrays of arguments have {@link HeapStorage#SLACK}; the argument of a function of one
 * may be its result.
 */
public interface Functions {
  void exp(float[] x, float[] y, int from, int to);

  void log(float[] x, float[] y, int from, int to);

  void tanh(float[] x, float[] y, int from, int to);

  /** 1 / (1 + exp(−x)). */
  void sigmoid(float[] x, float[] y, int from, int to);

  /** 1 where a is less than b, and 0 elsewhere. */
  void less(float[] a, float[] b, float[] y, int from, int to);

  /** 1 where a is equal to b, and 0 elsewhere. */
  void equal(float[] a, float[] b, float[] y, int from, int to);
}
