package dev.corral.examples.image;

import java.util.List;

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

  @Override
  public String toString() {
    return name;
  }
}
