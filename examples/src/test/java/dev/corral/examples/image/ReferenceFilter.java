package dev.corral.examples.image;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Filters in float64 by the definition: for each pixel, the sum over the kernel's elements. Shares
 * nothing with the code under test, neither kernels nor borders.
 */
final class ReferenceFilter {
  private final Border border;

  ReferenceFilter(Border border) {
    this.border = border;
  }

  /** One matrix, or the two of a gradient. */
  static List<double[][]> matrices(String kernel) {
    double[][] sobelX = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    double[][] sobelY = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};
    double[][] prewittX = {{-1, 0, 1}, {-1, 0, 1}, {-1, 0, 1}};
    double[][] prewittY = {{-1, -1, -1}, {0, 0, 0}, {1, 1, 1}};
    double[][] scharrX = {{-0.75, 0, 0.75}, {-2.5, 0, 2.5}, {-0.75, 0, 0.75}};
    double[][] scharrY = {{-0.75, -2.5, -0.75}, {0, 0, 0}, {0.75, 2.5, 0.75}};
    return switch (kernel) {
      case "sobel" -> List.of(sobelX, sobelY);
      case "sobel-x" -> List.<double[][]>of(sobelX);
      case "sobel-y" -> List.<double[][]>of(sobelY);
      case "prewitt" -> List.of(prewittX, prewittY);
      case "scharr" -> List.of(scharrX, scharrY);
      case "laplacian" -> List.<double[][]>of(new double[][] {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}});
      case "gaussian:1.5" -> List.<double[][]>of(bell(5, 1.5));
      case "box:5" -> List.<double[][]>of(constant(5, 5, 1 / 25.0));
      case "box:4" -> List.<double[][]>of(constant(4, 4, 1 / 16.0));
      case "box:21" -> List.<double[][]>of(constant(21, 21, 1 / 441.0));
      case "sharpen" -> List.<double[][]>of(new double[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
      case "emboss" -> List.<double[][]>of(new double[][] {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}});
      case "motion:9" -> List.<double[][]>of(constant(1, 9, 1 / 9.0));
      case "[[1,-1]]" -> List.<double[][]>of(new double[][] {{1, -1}});
      case "[[0.5],[2],[-1],[0.25]]" ->
          List.<double[][]>of(new double[][] {{0.5}, {2}, {-1}, {0.25}});
      default -> throw new IllegalArgumentException(kernel);
    };
  }

  private static double[][] bell(int radius, double sigma) {
    int size = 2 * radius + 1;
    double[][] weights = new double[size][size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double squared = Math.pow(i - radius, 2) + Math.pow(j - radius, 2);
        weights[i][j] = Math.exp(-squared / (2 * sigma * sigma));
        sum += weights[i][j];
      }
    }
    double all = sum;
    return Arrays.stream(weights)
        .map(row -> Arrays.stream(row).map(weight -> weight / all).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] constant(int height, int width, double value) {
    double[][] weights = new double[height][width];
    for (double[] row : weights) {
      Arrays.fill(row, value);
    }
    return weights;
  }

  /** Filters one colour. */
  double[][] apply(String kernel, double[][] x) {
    List<double[][]> matrices = matrices(kernel);
    double[][] first = correlate(matrices.get(0), x);
    if (matrices.size() == 1) {
      return first;
    }
    double[][] second = correlate(matrices.get(1), x);
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first[i].length; j++) {
        first[i][j] = Math.hypot(first[i][j], second[i][j]);
      }
    }
    return first;
  }

  private double[][] correlate(double[][] kernel, double[][] x) {
    int height = x.length;
    int width = x[0].length;
    int up = (kernel.length - 1) / 2;
    int left = (kernel[0].length - 1) / 2;
    int[] rows = sources(height, kernel.length, up);
    int[] columns = sources(width, kernel[0].length, left);
    double[][] y = new double[height][width];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int a = 0; a < kernel.length; a++) {
          for (int b = 0; b < kernel[a].length; b++) {
            if (rows[i + a] >= 0 && columns[j + b] >= 0) {
              sum += kernel[a][b] * x[rows[i + a]][columns[j + b]];
            }
          }
        }
        y[i][j] = sum;
      }
    }
    return y;
  }

  /** Where each row or column of the bordered picture comes from; −1 for black. */
  private int[] sources(int size, int kernel, int before) {
    IntUnaryOperator source =
        switch (border) {
          case ZERO -> i -> i < 0 || i >= size ? -1 : i;
          case REPLICATE -> i -> i < 0 ? 0 : i >= size ? size - 1 : i;
          case REFLECT -> i -> reflected(i, size);
        };
    int[] sources = new int[size + kernel - 1];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source.applyAsInt(i - before);
    }
    return sources;
  }

  /** Goes back and forth between the edges. */
  private static int reflected(int index, int size) {
    int i = index;
    while (size > 1 && (i < 0 || i >= size)) {
      i = i < 0 ? -i : 2 * (size - 1) - i;
    }
    return size > 1 ? i : 0;
  }
}
