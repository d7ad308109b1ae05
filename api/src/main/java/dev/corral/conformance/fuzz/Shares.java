package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;

/**
 * Adds up an argument's gradient, xᵢ = Σ c·gₒ over what it contributed to, with its error bound:
 * |c| times that of gₒ, and γ for the products, their sum and the coefficients' own roundings.
 */
final class Shares {
  private static final double LARGEST_EXACT_INTEGER = 0x1p24;

  private final Shape shape;
  private final double[] gradient;
  private final double[] gradientError;
  private final double[] value;
  private final double[] error;
  private final double[] magnitude;
  private final int[] count;
  private final boolean[] fractional;

  Shares(Shape shape, Adjoint gradient) {
    this.shape = shape;
    this.gradient = gradient.value().toArray();
    this.gradientError = gradient.bound().toArray();
    value = new double[shape.size()];
    error = new double[shape.size()];
    magnitude = new double[shape.size()];
    count = new int[shape.size()];
    fractional = new boolean[shape.size()];
  }

  void add(int to, int from, double coefficient) {
    add(to, from, coefficient, Math.abs(coefficient));
  }

  /**
   * Adds a share.
   *
   * @param to the argument's element
   * @param from the result's
   * @param coefficient the derivative
   * @param size the sum of the magnitudes of what the derivative is computed from
   */
  void add(int to, int from, double coefficient, double size) {
    value[to] += coefficient * gradient[from];
    error[to] += Math.abs(coefficient) * gradientError[from];
    magnitude[to] += size * (Math.abs(gradient[from]) + gradientError[from]);
    count[to]++;
    fractional[to] |=
        coefficient != Math.rint(coefficient)
            || gradient[from] != Math.rint(gradient[from])
            || size != Math.abs(coefficient);
  }

  /** A derivative that is off by as much, beside its roundings. */
  void uncertain(int to, int from, double by) {
    error[to] += by * (Math.abs(gradient[from]) + gradientError[from]);
  }

  /** The sum, where elements are only moved and added. */
  Adjoint sum() {
    double[] bound = new double[value.length];
    for (int i = 0; i < bound.length; i++) {
      boolean exact = !fractional[i] && magnitude[i] < LARGEST_EXACT_INTEGER && error[i] == 0;
      bound[i] = exact ? 0 : bound(i, 0);
    }
    return new Adjoint(DoubleTensor.of(shape, value), DoubleTensor.of(shape, bound));
  }

  /** The sum, where each derivative takes some roundings of its own. */
  Adjoint sum(int roundings) {
    double[] bound = new double[value.length];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = bound(i, roundings);
    }
    return new Adjoint(DoubleTensor.of(shape, value), DoubleTensor.of(shape, bound));
  }

  private double bound(int i, int roundings) {
    int all = count[i] + roundings;
    return error[i] + Contraction.gamma(all) * magnitude[i] + all * (double) Float.MIN_NORMAL;
  }
}
