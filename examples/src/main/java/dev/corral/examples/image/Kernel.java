package dev.corral.examples.image;

import java.util.List;
import java.util.Optional;

/**
 * A filter as it was named: one kernel, or several that together are one.
 *
 * @param name as it was written
 * @param passes one after the other; a kernel that is a product of a column and a row has two,
 *     which takes 2n multiplications a pixel instead of n²
 */
public record Kernel(String name, List<Pass> passes) {
  Kernel(String name, Pass... passes) {
    this(name, List.of(passes));
  }

  /**
   * Finds a kernel by its name or reads it as a matrix.
   *
   * @param text as {@code sobel}, {@code gaussian:2.5} or {@code [[1,-1]]}
   * @return the kernel
   * @throws KernelException if it is neither
   */
  public static Kernel parse(String text) {
    return text.strip().startsWith("[") ? MatrixKernel.parse(text) : NamedKernels.parse(text);
  }

  /**
   * The one matrix that gives what the passes give one after the other.
   *
   * @return [height][width], or nothing if the result is the length of a vector, as {@code sobel}'s
   */
  public Optional<double[][]> matrix() {
    boolean plain = passes.stream().allMatch(pass -> pass.matrices().length == 1);
    return plain
        ? passes.stream().map(pass -> pass.matrices()[0]).reduce(Kernel::compose)
        : Optional.empty();
  }

  /** The full convolution of two matrices. */
  private static double[][] compose(double[][] a, double[][] b) {
    double[][] both = new double[a.length + b.length - 1][a[0].length + b[0].length - 1];
    for (int i = 0; i < a.length * b.length; i++) {
      double[] rowOfA = a[i / b.length];
      double[] rowOfB = b[i % b.length];
      double[] sum = both[i / b.length + i % b.length];
      for (int j = 0; j < rowOfA.length; j++) {
        for (int k = 0; k < rowOfB.length; k++) {
          sum[j + k] += rowOfA[j] * rowOfB[k];
        }
      }
    }
    return both;
  }

  @Override
  public String toString() {
    return name;
  }
}
