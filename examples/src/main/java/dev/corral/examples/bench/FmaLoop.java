package dev.corral.examples.bench;

import java.util.function.DoubleSupplier;

/**
 * Multiply-adds at the rate of the arithmetic units: a plain loop that C2 vectorises, with a chain
 * of ten for each element that it loads and stores, over an array that stays in the first-level
 * cache. It reaches about 0.97 of what registers alone allow (Zen 3, JDK 17 and 25, beside the same
 * in C); a loop of the incubating Vector API would come no closer and would need its module.
 *
 * <p>Whether {@link Math#fma} is an instruction or {@code BigDecimal} arithmetic depends on the
 * processor, so there are two loops, and the faster counts.
 */
final class FmaLoop {
  private static final int FLOPS = 20;
  private static final int SIZE = 5120;

  /** Their limit, factor · x + addend = x, is 0.5: no value grows, shrinks or becomes subnormal. */
  private static final float FACTOR = 0.5f;

  private static final float ADDEND = 0.25f;

  private FmaLoop() {}

  /** One burst of fused multiply-adds at each call, which gives the number of operations. */
  static DoubleSupplier fused() {
    float[] values = new float[SIZE];
    return () -> {
      fused(values, FACTOR, ADDEND);
      return operations(values);
    };
  }

  /** The same with separate multiplications and additions. */
  static DoubleSupplier separate() {
    float[] values = new float[SIZE];
    return () -> {
      separate(values, FACTOR, ADDEND);
      return operations(values);
    };
  }

  /** The number, and proof that the values are in use. */
  private static double operations(float[] values) {
    if (values[0] > 1) {
      throw new AssertionError("left the fixed point: " + values[0]);
    }
    return (double) FLOPS * values.length;
  }

  private static void fused(float[] values, float a, float b) {
    for (int i = 0; i < values.length; i++) {
      float x = values[i];
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      x = Math.fma(x, a, b);
      values[i] = x;
    }
  }

  private static void separate(float[] values, float a, float b) {
    for (int i = 0; i < values.length; i++) {
      float x = values[i];
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      x = x * a + b;
      values[i] = x;
    }
  }
}
