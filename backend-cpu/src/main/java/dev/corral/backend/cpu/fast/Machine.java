package dev.corral.backend.cpu.fast;

/**
 * What operations compute with.
 *
 * @param kernels the innermost loops
 * @param panels working memory of the kernels
 * @param workers the threads
 * @param scratch working memory of operations
 */
record Machine(Kernels kernels, Panels panels, Workers workers, Scratch scratch) {
  static Machine of(CpuOptions options) {
    Kernels kernels = KernelChoice.choose(options.simd());
    return new Machine(kernels, new Panels(kernels), new Workers(options.threads()), new Scratch());
  }
}
