package dev.corral.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** How an error falls, step by step: numbers at powers of two, with bars on a logarithmic scale. */
final class LossCurve {
  private static final int LONGEST = 40;

  private LossCurve() {}

  /** The lines of the table; the first error is that before any step. */
  static List<String> lines(List<Double> errors) {
    double largest = logarithms(errors).max().orElse(0);
    double smallest = logarithms(errors).min().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int step : steps(errors.size() - 1)) {
      double error = errors.get(step);
      double height =
          largest == smallest ? 1 : (Math.log10(error) - smallest) / (largest - smallest);
      String bar =
          Double.isFinite(height) ? "█".repeat(1 + (int) Math.round(height * LONGEST)) : "";
      lines.add(
          String.format(
              Locale.ROOT, "%9s  %-9s  %s", "step " + step, LearnReport.digits(error), bar));
    }
    return lines;
  }

  private static DoubleStream logarithms(List<Double> errors) {
    return errors.stream().mapToDouble(Math::log10).filter(Double::isFinite);
  }

  /** 0, 1, 2, 4 and so on, and the last. */
  private static List<Integer> steps(int last) {
    List<Integer> steps = new ArrayList<>(List.of(0));
    for (int step = 1; step < last; step *= 2) {
      steps.add(step);
    }
    if (last > 0) {
      steps.add(last);
    }
    return steps;
  }
}
