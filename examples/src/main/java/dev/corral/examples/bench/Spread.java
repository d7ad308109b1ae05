package dev.corral.examples.bench;

import java.util.Collection;

/**
 * Where the middle half of some samples lies.
 *
 * @param median the second quartile
 * @param low the first quartile
 * @param high the third quartile
 * @param samples of how many
 */
public record Spread(double median, double low, double high, int samples) {
  /**
   * Of samples, quartiles interpolated linearly between neighbours.
   *
   * @param samples one or more
   */
  public static Spread of(Collection<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples; expected one or more; measure first");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(
        quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
  }

  private static double quantile(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** Half the distance between the outer quartiles, as a fraction of the median. */
  public double relative() {
    return (high - low) / 2 / median;
  }
}
