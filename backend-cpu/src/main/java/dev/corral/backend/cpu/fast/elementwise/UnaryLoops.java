package dev.corral.backend.cpu.fast.elementwise;

/** Functions of each element, from an index up to another; x and y may be the same. */
public final class UnaryLoops {
  private UnaryLoops() {}

  /** A function of arrays. */
  public interface Loop {
    void run(float[] x, float[] y, int from, int to);
  }

  /** A function of a result y of another function, and the gradient g by it. */
  public interface GradientLoop {
    void run(float[] y, float[] g, float[] result, int from, int to);
  }

  public static void neg(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = -x[i];
    }
  }

  public static void sqrt(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  public static void abs(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  public static void square(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * x[i];
    }
  }

  public static void relu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  public static void reluGradient(float[] y, float[] g, float[] result, int from, int to) {
    for (int i = from; i < to; i++) {
      result[i] = y[i] > 0 ? g[i] : 0;
    }
  }

  public static void sigmoidGradient(float[] y, float[] g, float[] result, int from, int to) {
    for (int i = from; i < to; i++) {
      result[i] = g[i] * (y[i] * (1 - y[i]));
    }
  }

  public static void tanhGradient(float[] y, float[] g, float[] result, int from, int to) {
    for (int i = from; i < to; i++) {
      result[i] = g[i] * (1 - y[i] * y[i]);
    }
  }
}
