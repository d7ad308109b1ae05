package dev.corral.examples.learn;

import dev.corral.tensor.Tensor;

/**
 * What a layer learns from, in units in which the photo's pixels have mean 0 and variance 1. The
 * same units for both pictures leave the kernel as it is.
 *
 * @param x parts of the photo, [batch, 1, height, width]
 * @param y what the kernel made of them, less its mean, [batch, 1, smaller height, smaller width];
 *     0 where it is unknown
 * @param known 1 where y tells what the kernel made, 0 where it was cut off at black or white; as y
 * @param all how many values y has
 * @param used how many of them are known
 * @param units how pictures are measured
 */
record Sample(Tensor x, Tensor y, Tensor known, int all, int used, Units units) {
  /**
   * The units.
   *
   * @param photoMean the photo's mean, in grey levels
   * @param filteredMean that of the known values of the other picture
   * @param deviation the photo's standard deviation
   */
  record Units(double photoMean, double filteredMean, double deviation) {
    /** The constant, in grey levels, that is added to a kernel's result. */
    double bias(double learned, double sumOfWeights) {
      return deviation * learned + filteredMean - photoMean * sumOfWeights;
    }
  }
}
