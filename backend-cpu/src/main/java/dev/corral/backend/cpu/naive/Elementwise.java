package dev.corral.backend.cpu.naive;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The same function of each element, or of each pair of elements of arrays of equal length. A
 * function of {@code double} that is rounded here once gives the float32 result: exactly for + − ·
 * / and the square root, within an ULP for the others.
 */
final class Elementwise {
  private Elementwise() {}

  static void map(DoubleUnaryOperator f, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) f.applyAsDouble(x[i]);
    }
  }

  static void map(DoubleBinaryOperator f, float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) f.applyAsDouble(a[i], b[i]);
    }
  }

  static void where(float[] condition, float[] a, float[] b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? a[i] : b[i];
    }
  }
}
