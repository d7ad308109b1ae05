package dev.corral.examples.learn;

import java.util.Arrays;
import java.util.List;

/**
 * What was learned.
 *
 * @param kernel the weights, [height][width]
 * @param bias what is added to the kernel's result, in grey levels
 * @param errors the root of the mean squared error before each step and after the last, in grey
 *     levels
 * @param distance the largest difference between a weight and the same one learned from another
 *     random start
 * @param values how many values of the filtered picture were looked at
 * @param used how many of them were not cut off at black or white
 */
public record Learned(
    double[][] kernel, double bias, List<Double> errors, double distance, int values, int used) {
  /** Beyond this share of the largest weight, two kernels are not one. */
  private static final double SAME = 1e-3;

  /**
   * The largest weight.
   *
   * @return its absolute value
   */
  public double largestWeight() {
    return Arrays.stream(kernel).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  /**
   * How far apart the kernels from both starts may be.
   *
   * @return a thousandth of the largest weight
   */
  public double tolerance() {
    return SAME * largestWeight();
  }

  /**
   * Whether both starts ended at one kernel.
   *
   * @return false too if the loss became infinite
   */
  public boolean settled() {
    return !diverged() && distance <= tolerance();
  }

  /**
   * Whether the loss grew beyond all numbers.
   *
   * @return true if the learning rate was too high
   */
  public boolean diverged() {
    return !Double.isFinite(lastError());
  }

  /**
   * How many steps were taken.
   *
   * @return 1 or more
   */
  public int steps() {
    return errors.size() - 1;
  }

  /**
   * The error at the end.
   *
   * @return the root of the mean squared error, in grey levels
   */
  public double lastError() {
    return errors.get(errors.size() - 1);
  }

  /**
   * How far the kernel is from the true one.
   *
   * @param truth a kernel of the same size
   * @return the largest difference between weights
   */
  public double differenceFrom(double[][] truth) {
    double largest = 0;
    for (int i = 0; i < kernel.length; i++) {
      for (int j = 0; j < kernel[i].length; j++) {
        largest = Math.max(largest, Math.abs(kernel[i][j] - truth[i][j]));
      }
    }
    return largest;
  }
}
