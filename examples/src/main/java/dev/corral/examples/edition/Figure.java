package dev.corral.examples.edition;

import java.math.BigDecimal;

/**
 * A number that the book prints, and how far the number behind it may lie from it.
 *
 * @param printed as the book prints it
 * @param value the same as a number
 * @param tolerance how far away a number still counts as the printed one, greater than 0
 * @param plenty how far inside the tolerance a number is safe from any rounding
 */
public record Figure(String printed, double value, double tolerance, double plenty) {
  /**
   * Of half a unit of the last digit: 2e-5 of a loss with three decimals. Adding in another order
   * moves a loss of 16 by less than half of that, and smaller ones by less.
   */
  private static final double PLENTY = 1 / 25.0;

  /**
   * A number that the book rounded to the digits that it prints.
   *
   * @param printed as the book prints it
   * @return the figure; the tolerance is half a unit of the last digit
   */
  public static Figure rounded(String printed) {
    BigDecimal decimal = new BigDecimal(printed);
    double half = 0.5 * decimal.ulp().doubleValue();
    return new Figure(printed, decimal.doubleValue(), half, PLENTY * half);
  }

  /**
   * A float32 that the book prints in full.
   *
   * @param printed as the book prints it
   * @param ulps how many units in its last place another float32 may differ
   * @return the figure
   */
  public static Figure within(String printed, int ulps) {
    float value = Float.parseFloat(printed);
    double tolerance = ulps * (double) Math.ulp(value);
    return new Figure(printed, value, tolerance, tolerance);
  }

  /**
   * Whether a number counts as the printed one.
   *
   * @param actual a number
   * @return whether it lies within the tolerance
   */
  public boolean matches(double actual) {
    return Math.abs(actual - value) <= tolerance;
  }

  /**
   * How safely a number lies inside the tolerance.
   *
   * @param actual a number
   * @return 1 for plenty of room, 0 at the edge, negative outside
   */
  public double room(double actual) {
    return Math.min(1, (tolerance - Math.abs(actual - value)) / plenty);
  }
}
