package dev.corral.conformance.fuzz;

/**
 * A program on which a backend fails, shrunk to the least that fails in the same way.
 *
 * @param seed of the run
 * @param index of the program, which {@link Fuzzer#rerun} runs alone
 * @param word what the failing step calls, or the leaf by which the gradient differs
 * @param message the first differing element with its expected value, the bound and the difference;
 *     or what was thrown, or left alive
 * @param operations how many steps compute something in the shrunk program
 * @param java the shrunk program as the source of a class {@code FuzzedProgram}, whose main method
 *     takes a backend's id and throws
 */
public record FuzzFailure(
    long seed, int index, String word, String message, int operations, String java) {
  static FuzzFailure of(long seed, int index, Program program, Finding finding) {
    return new FuzzFailure(
        seed,
        index,
        finding.word(),
        finding.message(),
        program.operations(),
        JavaProgram.of(program, finding, seed, index));
  }

  /** The message and the program. */
  @Override
  public String toString() {
    return String.format("program %d of seed %d, %s: %s%n%s", index, seed, word, message, java);
  }
}
