package dev.corral.layer;

import dev.corral.tensor.Shape;

/**
 * How many inputs each output of a layer sums over, and how many outputs each input reaches; what
 * initialisers scale by.
 *
 * @param in of a convolution inputs / groups · kernel height · kernel width; 1 at least
 * @param out of a convolution outputs · kernel height · kernel width; 1 at least
 */
public record Fan(long in, long out) {
  /**
   * The fan of a weight, counted as PyTorch and Keras count it.
   *
   * @param weight [outputs, inputs] or [outputs, inputs / groups, height, width]
   * @return its fan
   * @throws dev.corral.tensor.ShapeException if the rank is below 2
   */
  public static Fan of(Shape weight) {
    int outputs = weight.dim(0);
    int inputs = weight.dim(1);
    long kernel = 1;
    for (int axis = 2; axis < weight.rank(); axis++) {
      kernel *= weight.dim(axis);
    }
    return new Fan(Math.max(inputs * kernel, 1), Math.max(outputs * kernel, 1));
  }
}
