package dev.corral.examples.edition;

/**
 * The ten steps on the host, in float32, with the freedom that a backend has: in which order it
 * adds, and whether it fuses the multiplication and the subtraction of an update.
 *
 * <p>Everything else is the same on every backend: the data are 0, 1 and −1, so each output element
 * is the sum of at most two numbers, and the gradient's terms are doubled differences.
 */
final class Descent {
  private static final int ROWS = 6;
  private static final int COLUMNS = 7;
  private static final float RATE = 3e-2f;

  /** One row of the picture; the others are like it. */
  private static final float[] X = {1, 1, 0, 0, 0, 0, 1, 1};

  private final Summation order;
  private final boolean fused;

  Descent(Summation order, boolean fused) {
    this.order = order;
    this.fused = fused;
  }

  /** The losses at the printed epochs, then the two learned weights. */
  double[] run(float start0, float start1) {
    float w0 = start0;
    float w1 = start1;
    double[] seen = new double[PrintedRun.EPOCHS.size() + 2];
    for (int epoch = 1, printed = 0; epoch <= Recurrence.STEPS; epoch++) {
      float[] squares = new float[ROWS * COLUMNS];
      float[] terms0 = new float[squares.length];
      float[] terms1 = new float[squares.length];
      for (int i = 0; i < squares.length; i++) {
        float left = X[i % COLUMNS];
        float right = X[i % COLUMNS + 1];
        float difference = left * w0 + right * w1 - (left - right);
        squares[i] = difference * difference;
        terms0[i] = 2 * difference * left;
        terms1[i] = 2 * difference * right;
      }
      if (PrintedRun.EPOCHS.contains(epoch)) {
        seen[printed++] = order.sum(squares);
      }
      w0 = update(w0, order.sum(terms0));
      w1 = update(w1, order.sum(terms1));
    }
    seen[seen.length - 2] = w0;
    seen[seen.length - 1] = w1;
    return seen;
  }

  private float update(float weight, float gradient) {
    return fused ? Math.fma(-RATE, gradient, weight) : weight - RATE * gradient;
  }
}
