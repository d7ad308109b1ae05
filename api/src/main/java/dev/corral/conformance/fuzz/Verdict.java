package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import java.util.Arrays;

/**
 * What a float32 result is compared with.
 *
 * @param expectation values and bounds
 * @param exact whether the bits must agree, those of zeros included
 */
record Verdict(Expectation expectation, boolean exact) {
  /** More than what flushing all of a sum's subnormal products and partial sums can lose. */
  private static final double FLUSHED = 0x1p-100;

  static Verdict moved(DoubleTensor value) {
    return new Verdict(Expectation.exactly(value), true);
  }

  /** The nearest float32; a subnormal one may be flushed. */
  static Verdict nearest(DoubleTensor value) {
    return hasSubnormal(value)
        ? flushable(Expectation.exactly(value), Float.MIN_NORMAL)
        : new Verdict(Expectation.exactly(value), true);
  }

  static Verdict withinUlps(DoubleTensor value, int ulps) {
    Expectation expectation = Expectation.withinUlps(value, ulps);
    return hasSubnormal(value)
        ? flushable(expectation, Float.MIN_NORMAL)
        : new Verdict(expectation, false);
  }

  static Verdict of(Contraction contraction) {
    return of(contraction.expectation());
  }

  /** Sums of products, whose zeros have no specified sign. */
  static Verdict of(Expectation expectation) {
    Verdict verdict = new Verdict(expectation, false);
    return verdict.isSharp() ? verdict : flushable(expectation, FLUSHED);
  }

  /** A gradient, whose bound knows what flushing can lose. */
  static Verdict of(Adjoint adjoint) {
    return new Verdict(Expectation.within(adjoint.value(), adjoint.bound()), false);
  }

  private static Verdict flushable(Expectation expectation, double lost) {
    DoubleTensor bound = expectation.bound().map(b -> b + lost);
    return new Verdict(Expectation.within(expectation.value(), bound), false);
  }

  private static boolean hasSubnormal(DoubleTensor value) {
    return Arrays.stream(value.toArray()).anyMatch(Verdict::isSubnormal);
  }

  /** Whether float32 holds a number only with fewer digits, so that a device may flush it. */
  static boolean isSubnormal(double value) {
    return value != 0 && Math.abs(value) < Float.MIN_NORMAL;
  }

  /** Whether every bound is 0. */
  boolean isSharp() {
    return Arrays.stream(expectation.bound().toArray()).allMatch(b -> b == 0);
  }
}
