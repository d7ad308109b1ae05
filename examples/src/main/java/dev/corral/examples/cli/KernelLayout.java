package dev.corral.examples.cli;

import dev.corral.examples.chapter.Item.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Prints kernels with the same digits after the point.
 *
 * @param decimals how many
 */
record KernelLayout(int decimals) {
  private static final int SIGNIFICANT = 4;
  private static final int MOST = 6;

  /** As many as leave the largest weight four significant digits. */
  static KernelLayout of(double[][] kernel) {
    double largest = all(kernel).map(Math::abs).max().orElse(1);
    int before = largest > 0 ? (int) Math.floor(Math.log10(largest)) + 1 : 1;
    return new KernelLayout(Math.max(0, Math.min(MOST, SIGNIFICANT - before)));
  }

  private static DoubleStream all(double[][] kernel) {
    return Arrays.stream(kernel).flatMapToDouble(Arrays::stream);
  }

  /** A kernel under its name. */
  Matrix matrix(String name, double[][] kernel) {
    int width = all(kernel).mapToObj(this::print).mapToInt(String::length).max().orElse(0);
    List<Float> values = new ArrayList<>();
    all(kernel).forEach(value -> values.add((float) value));
    String printed =
        Arrays.stream(kernel).map(row -> row(row, width)).collect(Collectors.joining("\n"));
    return new Matrix(name, List.of(kernel.length, kernel[0].length), values, printed);
  }

  private String row(double[] row, int width) {
    return Arrays.stream(row)
        .mapToObj(this::print)
        .map(weight -> " ".repeat(width - weight.length()) + weight)
        .collect(Collectors.joining("  "));
  }

  /** No minus before what is printed as 0. */
  private String print(double weight) {
    String printed = String.format(Locale.ROOT, "%." + decimals + "f", weight);
    return printed.matches("-0(\\.0*)?") ? printed.substring(1) : printed;
  }
}
