package dev.corral.examples.edition;

/** Linear equations in two unknowns, more than two of them, solved by the normal equations. */
final class LeastSquares {
  private double aa;
  private double ab;
  private double bb;
  private double ay;
  private double by;

  /** Adds a·u + b·v = y, known up to a tolerance, by which it is weighted. */
  void add(double a, double b, double y, double tolerance) {
    double weight = 1 / (tolerance * tolerance);
    aa += weight * a * a;
    ab += weight * a * b;
    bb += weight * b * b;
    ay += weight * a * y;
    by += weight * b * y;
  }

  /** u and v. */
  double[] solve() {
    double determinant = aa * bb - ab * ab;
    return new double[] {(ay * bb - by * ab) / determinant, (aa * by - ab * ay) / determinant};
  }

  /** By how much u, and v, may move alone before the equations are off by their tolerances. */
  double[] spreads() {
    return new double[] {1 / Math.sqrt(aa), 1 / Math.sqrt(bb)};
  }
}
