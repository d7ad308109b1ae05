package dev.corral.backend.cpu.fast.machine;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.memory.Scratch;

/**
 * What operations compute with.
 *
 * @param kernels the innermost loops
 * @param panels working memory of the kernels
 * @param workers the threads
 * @param scratch working memory of operations
 */
public record Machine(Kernels kernels, Panels panels, Workers workers, Scratch scratch) {
  /** A machine with so many threads. */
  public static Machine of(int threads, boolean simd) {
    Kernels kernels = KernelChoice.choose(simd);
    return new Machine(kernels, new Panels(kernels), new Workers(threads), new Scratch());
  }
}
