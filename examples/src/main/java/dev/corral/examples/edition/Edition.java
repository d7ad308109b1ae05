package dev.corral.examples.edition;

import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * An edition of the book: the same chapter, written with another framework.
 *
 * @param title the framework's name, as its authors write it
 * @param channelsLast whether images are [batch, height, width, channels] and kernels [height,
 *     width, inputs, outputs], instead of [batch, channels, height, width] and [outputs, inputs,
 *     height, width]
 * @param bias whether the layer that learns has a bias, which stays 0
 * @param weight how the kernel of the framework's own layer begins
 * @param handwrittenWeight how the kernel of the layer written by hand begins
 * @param handwrittenBias how its bias begins
 * @param printed what the edition prints of its ten steps
 * @param notation a weight, with as many digits as the edition prints
 */
public record Edition(
    String title,
    boolean channelsLast,
    boolean bias,
    Scheme weight,
    Scheme handwrittenWeight,
    Scheme handwrittenBias,
    PrintedRun printed,
    DoubleFunction<String> notation) {

  /**
   * The name that the command line knows it by.
   *
   * @return the title in lower-case letters
   */
  public String id() {
    return title.toLowerCase(Locale.ROOT);
  }

  /**
   * A weight as this edition prints it.
   *
   * @param value a float32
   * @return with its number of digits
   */
  public String print(float value) {
    return notation.apply(value);
  }
}
