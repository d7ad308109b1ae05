package dev.corral.conformance;

import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param id the case's name
 * @param rule the id of its rule
 * @param status whether the backend keeps the rule
 * @param millis how long it took
 * @param message what is wrong, or why it was skipped; empty if it passed
 * @param failure what to throw if it failed, else null
 */
public record CaseResult(
    String id,
    String rule,
    Status status,
    double millis,
    String message,
    @Nullable ConformanceFailure failure) {

  /** Whether the backend keeps the rule. */
  public enum Status {
    /** It does. */
    PASSED,
    /** It does not. */
    FAILED,
    /** The case could not be run here. */
    SKIPPED
  }

  static CaseResult passed(ConformanceCase of, double millis) {
    return new CaseResult(of.id(), of.rule().id(), Status.PASSED, millis, "", null);
  }

  static CaseResult skipped(ConformanceCase of, double millis, String reason) {
    return new CaseResult(of.id(), of.rule().id(), Status.SKIPPED, millis, reason, null);
  }

  static CaseResult failed(ConformanceCase of, double millis, ConformanceFailure failure) {
    String message = String.valueOf(failure.getMessage());
    return new CaseResult(of.id(), of.rule().id(), Status.FAILED, millis, message, failure);
  }
}
