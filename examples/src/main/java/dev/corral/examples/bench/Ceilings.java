package dev.corral.examples.bench;

/**
 * What the machine can do at most, as far as Java can tell.
 *
 * @param threads on how many threads at once all but {@code fmaOne} were measured
 * @param fmaOne multiply-add operations a second on one thread, each counted as two
 * @param fmaAll the same on all threads together
 * @param fused whether fused multiply-adds reached that, and not separate ones
 * @param copyCache bytes a second, read plus written, copied within the cache
 * @param copyMemory the same copied within memory
 */
public record Ceilings(
    int threads, double fmaOne, double fmaAll, boolean fused, double copyCache, double copyMemory) {

  /** The better of two measurements in everything. */
  Ceilings orBetter(Ceilings other) {
    return new Ceilings(
        threads,
        Math.max(fmaOne, other.fmaOne),
        Math.max(fmaAll, other.fmaAll),
        fmaAll >= other.fmaAll ? fused : other.fused,
        Math.max(copyCache, other.copyCache),
        Math.max(copyMemory, other.copyMemory));
  }
}
