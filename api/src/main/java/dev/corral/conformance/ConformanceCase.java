package dev.corral.conformance;

import dev.corral.conformance.cases.Check;
import dev.corral.conformance.cases.Mismatch;
import dev.corral.conformance.cases.Subject;
import dev.corral.conformance.cases.Unable;
import dev.corral.conformance.rules.Rule;
import dev.corral.conformance.rules.Rules;

/** One case of the kit, bound to the backend that it tests. */
public final class ConformanceCase {
  private static final System.Logger LOG = System.getLogger(ConformanceCase.class.getName());
  private static final double NANOS_PER_MILLI = 1e6;

  private final Check check;
  private final Subject subject;
  private final long seed;

  ConformanceCase(Check check, Subject subject, long seed) {
    this.check = check;
    this.subject = subject;
    this.seed = seed;
  }

  /**
   * The case's name: its rule's id, then the operation, shapes and options.
   *
   * @return unique within the kit
   */
  public String id() {
    return check.toString();
  }

  /**
   * The rule that it tests.
   *
   * @return the rule
   */
  public Rule rule() {
    return Rules.of(check.rule());
  }

  /**
   * Runs the case. One that cannot be run here passes, with a warning in the log.
   *
   * @throws ConformanceFailure if the backend breaks the rule
   */
  public void run() {
    CaseResult result = result();
    if (result.failure() != null) {
      throw result.failure();
    }
    if (result.status() == CaseResult.Status.SKIPPED) {
      LOG.log(System.Logger.Level.WARNING, "skipped {0}: {1}", id(), result.message());
    }
  }

  /**
   * Runs the case.
   *
   * @return what came of it
   */
  public CaseResult result() {
    long start = System.nanoTime();
    try {
      subject.run(check);
      return CaseResult.passed(this, millisSince(start));
    } catch (Unable unable) {
      return CaseResult.skipped(this, millisSince(start), String.valueOf(unable.getMessage()));
    } catch (Mismatch mismatch) {
      return CaseResult.failed(this, millisSince(start), failure(mismatch));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return CaseResult.skipped(this, millisSince(start), "its thread was interrupted");
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  private ConformanceFailure failure(Mismatch mismatch) {
    String line = System.lineSeparator();
    String message =
        id()
            + line
            + ("  rule: " + rule().statement() + line)
            + ("  check first: " + rule().checkFirst() + line)
            + ("  repeat, with seed " + seed + ": " + mismatch.repeat() + line)
            + ("  " + mismatch.difference());
    return new ConformanceFailure(message, mismatch.getCause());
  }

  /** The id. */
  @Override
  public String toString() {
    return id();
  }
}
