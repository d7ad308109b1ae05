package dev.corral.backend.cpu.fast.kernel;

/**
 * Sums, maxima and the like; of elements that lie a step apart in four parts, which need not wait.
 */
public final class ScalarFolds {
  private ScalarFolds() {}

  public static float sum(float[] x, int at, int step, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += x[at + i * step];
      s1 += x[at + (i + 1) * step];
      s2 += x[at + (i + 2) * step];
      s3 += x[at + (i + 3) * step];
    }
    for (; i < count; i++) {
      s0 += x[at + i * step];
    }
    return (s0 + s1) + (s2 + s3);
  }

  public static float max(float[] x, int at, int step, int count) {
    float m0 = Float.NEGATIVE_INFINITY;
    float m1 = m0;
    float m2 = m0;
    float m3 = m0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      m0 = Math.max(m0, x[at + i * step]);
      m1 = Math.max(m1, x[at + (i + 1) * step]);
      m2 = Math.max(m2, x[at + (i + 2) * step]);
      m3 = Math.max(m3, x[at + (i + 3) * step]);
    }
    for (; i < count; i++) {
      m0 = Math.max(m0, x[at + i * step]);
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }

  static void sumInto(float[] y, int to, float[] x, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += x[at + i];
    }
  }

  static void maxInto(float[] y, int to, float[] x, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = Math.max(y[to + i], x[at + i]);
    }
  }

  static void productInto(float[] y, int to, float[] a, int at, float[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += a[at + i] * b[bAt + i];
    }
  }

  static void equal(float[] a, int at, float[] b, int bAt, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = a[at + i] == b[bAt + i] ? 1f : 0f;
    }
  }
}
