package dev.corral.examples.bench;

/** Whether two results are the same but for rounding: who computes something else is not fast. */
final class Agreement {
  /** Of the largest value; the fast algorithms differ by some 10⁻⁵. */
  private static final double TOLERANCE = 1e-3;

  private Agreement() {}

  /** What is wrong with a result beside another one, or nothing. */
  static String problem(float[] result, float[] expected, String source) {
    if (result.length != expected.length) {
      return result.length + " values came out; " + source + " has " + expected.length;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < result.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) result[i] - expected[i]));
    }
    return difference <= TOLERANCE * largest
        ? ""
        : "its result is up to " + difference + " from that of " + source;
  }
}
