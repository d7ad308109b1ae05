package dev.corral.examples.edition;

/**
 * The ten steps in closed form. With e = w − [1, −1], the loss is eᵀXᵀX e and a step multiplies e
 * by I − lr·H, where the rows of X are the windows and H = 2·XᵀX = [[36, 24], [24, 36]]. H has the
 * eigenvectors [1, 1] and [1, −1] with the eigenvalues 60 and 12; so the sum p and the difference q
 * of e's elements go their own ways:
 *
 * <pre>
 * after k steps:    p·(1 − 0.03·60)ᵏ = p·(−0.8)ᵏ  and  q·(1 − 0.03·12)ᵏ = q·0.64ᵏ
 * loss at epoch k:  15·p²·0.64ᵏ⁻¹ + 3·q²·0.4096ᵏ⁻¹
 * </pre>
 *
 * @param p w₀ + w₁ at the start
 * @param q w₀ − w₁ − 2 at the start
 */
record Recurrence(double p, double q) {
  static final int STEPS = 10;

  private static final double SUM_FACTOR = -0.8;
  private static final double DIFFERENCE_FACTOR = 0.64;
  private static final double SUM_LOSS = 15;
  private static final double DIFFERENCE_LOSS = 3;

  /** The starting weight w₀. */
  double w0() {
    return 1 + (p + q) / 2;
  }

  /** The starting weight w₁. */
  double w1() {
    return -1 + (p - q) / 2;
  }

  /**
   * From the printed losses alone, which give p² and q² by linear least squares. The signs are
   * those of the learned weights, as ten steps keep them. Where these are lost, q is negative,
   * since w₀ − w₁ = 2 + |q| is out of the initialiser's reach. The sign of p stays open, its two
   * values are mirror images, and it is taken as positive.
   */
  static Recurrence ofLosses(PrintedRun run) {
    LeastSquares equations = new LeastSquares();
    for (int i = 0; i < run.losses().size(); i++) {
      Figure loss = run.losses().get(i);
      int steps = PrintedRun.EPOCHS.get(i) - 1;
      equations.add(ofSquaredP(steps), ofSquaredQ(steps), loss.value(), loss.tolerance());
    }
    double[] squares = equations.solve();
    double p = Math.sqrt(Math.max(0, squares[0]));
    double q = -Math.sqrt(Math.max(0, squares[1]));
    if (!run.weights().isEmpty()) {
      double learned0 = run.weights().get(0).value();
      double learned1 = run.weights().get(1).value();
      p = Math.copySign(p, learned0 + learned1);
      q = Math.copySign(q, learned0 - learned1 - 2);
    }
    return new Recurrence(p, q);
  }

  /** The equations of all figures in p and q, linear where we stand (Gauss and Newton's step). */
  LeastSquares linearised(PrintedRun run) {
    LeastSquares equations = new LeastSquares();
    for (int i = 0; i < run.losses().size(); i++) {
      Figure loss = run.losses().get(i);
      int steps = PrintedRun.EPOCHS.get(i) - 1;
      double byP = 2 * p * ofSquaredP(steps);
      double byQ = 2 * q * ofSquaredQ(steps);
      double here = p * p * ofSquaredP(steps) + q * q * ofSquaredQ(steps);
      equations.add(byP, byQ, loss.value() - here + byP * p + byQ * q, loss.tolerance());
    }
    double byP = Math.pow(SUM_FACTOR, STEPS) / 2;
    double byQ = Math.pow(DIFFERENCE_FACTOR, STEPS) / 2;
    for (int i = 0; i < run.weights().size(); i++) {
      Figure weight = run.weights().get(i);
      int sign = i == 0 ? 1 : -1;
      equations.add(byP, sign * byQ, weight.value() - sign, weight.tolerance());
    }
    return equations;
  }

  private static double ofSquaredP(int steps) {
    return SUM_LOSS * Math.pow(SUM_FACTOR, 2.0 * steps);
  }

  private static double ofSquaredQ(int steps) {
    return DIFFERENCE_LOSS * Math.pow(DIFFERENCE_FACTOR, 2.0 * steps);
  }
}
