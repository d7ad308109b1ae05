package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.image.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A kernel designed by hand, to be tried on a photo.
 *
 * @param title what it is called
 * @param text what it does, in a sentence
 * @param signed whether its results are of both signs, so that 0 is to be shown as grey
 * @param contrast by how much the page is to multiply what is seen, which may be faint
 * @param rows the kernel
 */
record PhotoKernel(
    String title, String text, boolean signed, int contrast, List<List<Float>> rows) {
  static final List<PhotoKernel> ALL =
      List.of(
          of(
              "The chapter's edge detector",
              "Grey where neighbours in a row are alike; light or dark at upright edges.",
              true,
              3,
              new float[][] {{1, -1}}),
          of(
              "Transposed",
              "The same between rows: edges that lie down.",
              true,
              3,
              new float[][] {{1}, {-1}}),
          of(
              "Sobel, across",
              "The first derivative over two columns, smoothed over three rows.",
              true,
              1,
              new float[][] {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}),
          of(
              "Second derivative",
              "Of exercise 4.1: 0 on even slopes, a light and a dark line at each edge.",
              true,
              3,
              new float[][] {{1, -2, 1}}),
          of(
              "Laplacian",
              "Both second derivatives: edges in every direction.",
              true,
              2,
              new float[][] {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}}),
          of(
              "Box",
              "Of exercise 4.2: the integral over 5 × 5 pixels, divided by their number. It blurs.",
              false,
              1,
              box(5)),
          of(
              "Sharpen",
              "The picture less its Laplacian.",
              false,
              1,
              new float[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}}),
          of(
              "Emboss",
              "The picture and its slope, as if lit from the upper left.",
              false,
              1,
              new float[][] {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}}));

  private static PhotoKernel of(
      String title, String text, boolean signed, int contrast, float[][] kernel) {
    List<List<Float>> rows = new ArrayList<>();
    for (float[] row : kernel) {
      List<Float> values = new ArrayList<>();
      for (float value : row) {
        values.add(value);
      }
      rows.add(List.copyOf(values));
    }
    return new PhotoKernel(title, text, signed, contrast, List.copyOf(rows));
  }

  private static float[][] box(int size) {
    float[][] box = new float[size][size];
    for (float[] row : box) {
      Arrays.fill(row, 1f / (size * size));
    }
    return box;
  }

  /** As the filter takes it. */
  Kernel kernel() {
    return Kernel.parse(rows.toString());
  }

  Matrix matrix() {
    List<Float> values = rows.stream().flatMap(List::stream).toList();
    List<Integer> shape = List.of(rows.size(), rows.get(0).size());
    String printed = rows.stream().map(List::toString).collect(Collectors.joining(",\n "));
    return new Matrix("kernel", shape, values, "[" + printed + "]");
  }
}
