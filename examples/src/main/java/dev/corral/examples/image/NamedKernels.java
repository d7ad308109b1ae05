package dev.corral.examples.image;

import dev.corral.backend.NearestName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernels that have names. Those for gradients are a difference of the neighbours on both sides
 * of a pixel, [−1, 0, 1], smoothed across; what is brighter to the right or below is positive. The
 * weights are the textbooks' whole numbers, but a quarter of Scharr's, which add up to 16 where
 * Sobel's add up to 4 and would leave little of a photograph but white.
 */
final class NamedKernels {
  private static final double[] DIFFERENCE = {-1, 0, 1};
  private static final double[] SOBEL = {1, 2, 1};
  private static final double[] PREWITT = {1, 1, 1};
  private static final double[] SCHARR = {0.75, 2.5, 0.75};

  private static final double LARGEST_SIGMA = 100;
  private static final int LARGEST_SIZE = 601;

  private static final Map<String, Named> ALL = new LinkedHashMap<>();

  static {
    plain("sobel", gradient(SOBEL));
    plain("sobel-x", new Pass(product(SOBEL, DIFFERENCE)));
    plain("sobel-y", new Pass(product(DIFFERENCE, SOBEL)));
    plain("prewitt", gradient(PREWITT));
    plain("scharr", gradient(SCHARR));
    plain("laplacian", new Pass(new double[][] {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}}));
    ALL.put("gaussian", new Named("gaussian:SIGMA", NamedKernels::gaussian));
    ALL.put("box", new Named("box:N", NamedKernels::box));
    plain("sharpen", new Pass(new double[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}}));
    plain("emboss", new Pass(new double[][] {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}}));
    ALL.put("motion", new Named("motion:N", NamedKernels::motion));
  }

  private NamedKernels() {}

  /** How a name is written, and what makes its passes of what stands after the colon. */
  private record Named(String form, Maker maker) {
    boolean takesNumber() {
      return form.contains(":");
    }
  }

  private interface Maker {
    Pass[] passes(String text, String number);
  }

  private static void plain(String name, Pass pass) {
    ALL.put(name, new Named(name, (text, number) -> new Pass[] {pass}));
  }

  static Kernel parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    @Nullable Named named = ALL.get(name);
    if (named == null) {
      throw unknown(text, name);
    }
    if (named.takesNumber() != colon >= 0) {
      throw new KernelException(
          "\"" + text + "\" is not a kernel",
          named.form(),
          named.takesNumber() ? "Add a number after a colon" : "Leave the colon out");
    }
    return new Kernel(text, named.maker().passes(text, text.substring(colon + 1)));
  }

  private static KernelException unknown(String text, String name) {
    String forms = String.join(", ", ALL.values().stream().map(Named::form).toList());
    @Nullable String nearest = NearestName.to(name, ALL.keySet());
    return new KernelException(
        "\"" + text + "\" is not a kernel",
        "one of " + forms + ", or a matrix as [[1,-1]]",
        nearest == null ? "Check the spelling" : "The nearest is " + nearest);
  }

  private static Pass gradient(double[] smoothing) {
    return new Pass(product(smoothing, DIFFERENCE), product(DIFFERENCE, smoothing));
  }

  /** e<sup>−d²/2σ²</sup>, cut off at 3σ and brought to a sum of 1. */
  private static Pass[] gaussian(String text, String number) {
    double sigma = number(text, number, 0.1, LARGEST_SIGMA, "a standard deviation in pixels");
    int radius = (int) Math.ceil(3 * sigma);
    double[] weights = new double[2 * radius + 1];
    for (int i = 0; i < weights.length; i++) {
      double distance = i - radius;
      weights[i] = Math.exp(-distance * distance / (2 * sigma * sigma));
    }
    double sum = Arrays.stream(weights).sum();
    return separable(Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  private static Pass[] box(String text, String number) {
    return separable(mean(size(text, number)));
  }

  /** What a camera sees that moves along a row. */
  private static Pass[] motion(String text, String number) {
    return new Pass[] {row(mean(size(text, number)))};
  }

  private static double[] mean(int size) {
    double[] weights = new double[size];
    Arrays.fill(weights, 1.0 / size);
    return weights;
  }

  private static Pass[] separable(double[] weights) {
    return new Pass[] {row(weights), new Pass(product(weights, new double[] {1}))};
  }

  private static Pass row(double[] weights) {
    return new Pass(new double[][] {weights});
  }

  private static double[][] product(double[] column, double[] row) {
    return Arrays.stream(column)
        .mapToObj(c -> Arrays.stream(row).map(r -> c * r).toArray())
        .toArray(double[][]::new);
  }

  private static int size(String text, String number) {
    double size = number(text, number, 1, LARGEST_SIZE, "a whole number of pixels");
    if (size != Math.rint(size)) {
      throw notInRange(text, 1, LARGEST_SIZE, "a whole number of pixels");
    }
    return (int) size;
  }

  private static double number(String text, String number, double least, double most, String what) {
    try {
      double value = Double.parseDouble(number);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, in the same words as of a number out of range.
    }
    throw notInRange(text, least, most, what);
  }

  private static KernelException notInRange(String text, double least, double most, String what) {
    return new KernelException(
        "\"" + text + "\" is not a kernel",
        String.format("%s from %s to %.0f after the colon", what, least, most),
        "Several smaller kernels, one after the other, reach as far as a larger one");
  }
}
