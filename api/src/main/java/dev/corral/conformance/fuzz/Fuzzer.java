package dev.corral.conformance.fuzz;

import dev.corral.backend.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs random programs on a backend and compares every result, and gradients, with the float64
 * reference or with another backend. A failure is shrunk and told as Java code.
 *
 * <p>The same seed gives the same programs on every machine, and each of them can be run alone. The
 * sessions must not be used by others meanwhile: the fuzzer also looks whether a program leaves
 * anything alive.
 */
public final class Fuzzer {
  /** A backend that fails so often is not worth more time. */
  private static final int MOST_FAILURES = 10;

  private final Session subject;
  private final Oracle oracle;

  private Fuzzer(Session subject, Oracle oracle) {
    this.subject = subject;
    this.oracle = oracle;
  }

  /** Is told how a run goes on, on the thread that runs it, and may end it. */
  public interface Listener {
    /** Says nothing and waits for the end. */
    Listener NONE = new Listener() {};

    /**
     * A program has run.
     *
     * @param index its number, from 0
     */
    default void ran(int index) {}

    /**
     * A program has failed and has been shrunk.
     *
     * @param failure what is wrong
     */
    default void failed(FuzzFailure failure) {}

    /**
     * Asked before each program, and before each attempt to shrink one that fails.
     *
     * @return whether the run is to end with what has been found so far
     */
    default boolean isCancelled() {
      return false;
    }
  }

  /**
   * Compares a backend with the float64 reference.
   *
   * @param subject the backend under test
   * @return the fuzzer
   */
  public static Fuzzer againstReference(Session subject) {
    return new Fuzzer(subject, Oracle.REFERENCE);
  }

  /**
   * Compares a backend with another one, which computes every step from the values that the first
   * one has; they may differ by twice the bound of a step.
   *
   * @param subject the backend under test
   * @param other the backend that it is compared with
   * @return the fuzzer
   */
  public static Fuzzer between(Session subject, Session other) {
    return new Fuzzer(subject, new Peer(other));
  }

  /**
   * The words of the vocabulary that programs are made of.
   *
   * @return their names in alphabetical order
   */
  public static List<String> words() {
    return Generator.words();
  }

  /**
   * Runs the first programs of a seed. Stops early after ten failures, and when cancelled.
   *
   * @param seed which programs
   * @param programs how many
   * @param listener is told of each
   * @return what was found
   */
  public FuzzReport run(long seed, int programs, Listener listener) {
    long start = System.nanoTime();
    Judge judge = new Judge(subject, oracle);
    Map<String, Long> calls = new TreeMap<>();
    List<FuzzFailure> failures = new ArrayList<>();
    int index = 0;
    while (index < programs && failures.size() < MOST_FAILURES && !listener.isCancelled()) {
      Program program = Generator.program(seed, index);
      program.steps().forEach(step -> calls.merge(step.call().word(), 1L, Long::sum));
      Optional<FuzzFailure> failure = failure(judge, program, seed, index, listener);
      failure.ifPresent(failures::add);
      failure.ifPresent(listener::failed);
      listener.ran(index);
      index++;
    }
    return new FuzzReport(
        seed,
        index,
        calls,
        judge.judgedResults(),
        judge.judgedGradients(),
        Duration.ofNanos(System.nanoTime() - start),
        failures);
  }

  /**
   * Runs one program alone.
   *
   * @param seed which programs
   * @param index which of them, from 0
   * @return what is wrong with it, shrunk; empty if nothing is
   */
  public Optional<FuzzFailure> rerun(long seed, int index) {
    Program program = Generator.program(seed, index);
    return failure(new Judge(subject, oracle), program, seed, index, Listener.NONE);
  }

  private Optional<FuzzFailure> failure(
      Judge judge, Program program, long seed, int index, Listener listener) {
    Shrinker shrinker = new Shrinker(new Judge(subject, oracle), listener::isCancelled);
    return judge
        .judge(program)
        .map(finding -> shrinker.shrink(program, finding))
        .map(shrunk -> FuzzFailure.of(seed, index, shrunk.program(), shrunk.finding()));
  }
}
