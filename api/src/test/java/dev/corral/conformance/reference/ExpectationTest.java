package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.Shape;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Session session = Backends.of(new PlainBackend()).open();
  private final Scope scope = session.scope();

  @AfterEach
  void close() {
    session.close();
  }

  private static DoubleTensor vector(double... values) {
    return DoubleTensor.of(Shape.of(values.length), values);
  }

  private Optional<String> mismatch(Expectation expected, float... result) {
    return expected.mismatch(scope.ops().tensor(result));
  }

  @Test
  void saysWhatDiffersFirstAndHowMuch() {
    DoubleTensor rows = DoubleTensor.of(Shape.of(2, 2), 1, 2, 3, 4);
    float above = Math.nextUp(Math.nextUp(3f));
    assertThat(
            Expectation.exactly(rows)
                .mismatch(scope.ops().fromArray(Shape.of(2, 2), new float[] {1, 2, above, 5})))
        .hasValue(
            "element [1, 0] is 3.0000005, expected 3.0 within 0.0,"
                + " differs by 4.76837158203125E-7 (2 ULP); in all 2 of 4 elements differ");
  }

  @Test
  void comparesShapesFirst() {
    assertThat(mismatch(Expectation.exactly(DoubleTensor.of(Shape.of(1, 2), 1, 2)), 1, 2))
        .hasValue("the shape is [2], expected [1, 2]");
  }

  @Test
  void roundsTheTrueValueWhereItMustBeExact() {
    assertThat(mismatch(Expectation.exactly(vector(0.1)), 0.1f)).isEmpty();
    assertThat(mismatch(Expectation.exactly(vector(0.1)), Math.nextUp(0.1f))).isPresent();
  }

  @Test
  void tellsZerosApartUnlessTheyAreSums() {
    assertThat(mismatch(Expectation.exactly(vector(-0.0)), 0f)).isPresent();
    assertThat(mismatch(Expectation.withinUlps(vector(0.0), 4), -0f)).isPresent();
    assertThat(mismatch(Expectation.within(vector(-0.0), vector(0)), 0f)).isEmpty();
  }

  @Test
  void countsUlps() {
    float fourUp = 1 + 4 * Math.ulp(1f);
    assertThat(mismatch(Expectation.withinUlps(vector(1), 4), fourUp)).isEmpty();
    assertThat(mismatch(Expectation.withinUlps(vector(1), 4), Math.nextUp(fourUp))).isPresent();
    assertThat(mismatch(Expectation.withinUlps(vector(1), 4), Float.NaN)).isPresent();
  }

  @Test
  void countsUlpsAcrossZero() {
    assertThat(mismatch(Expectation.exactly(vector(Float.MIN_VALUE)), -Float.MIN_VALUE))
        .hasValueSatisfying(message -> assertThat(message).contains("(2 ULP)"));
  }

  @Test
  void meetsNonFiniteValuesByThemselvesOnly() {
    Expectation expected = Expectation.within(vector(NAN, INFINITY, 1e39), vector(9, 9, 9));
    float big = Float.MAX_VALUE;
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(mismatch(expected, Float.NaN, infinity, infinity)).isEmpty();
    assertThat(mismatch(expected, 0, infinity, infinity)).isPresent();
    assertThat(mismatch(expected, Float.NaN, big, infinity)).isPresent();
    assertThat(mismatch(expected, Float.NaN, infinity, -infinity)).isPresent();
    assertThat(mismatch(Expectation.within(vector(1), vector(9)), infinity)).isPresent();
  }
}
