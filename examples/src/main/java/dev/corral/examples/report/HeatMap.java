package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A matrix whose cells have the colours of their values, and say them.
 *
 * @param name what it is
 * @param size as 3 × 3
 * @param label name, size and range for who does not see it
 * @param rows from the top
 */
record HeatMap(String name, String size, String label, List<Row> rows) {
  private static final int DECIMALS = 4;

  /**
   * A row.
   *
   * @param cells from the left
   */
  record Row(List<Cell> cells) {}

  /**
   * A value.
   *
   * @param css the class of its colour
   * @param text it, rounded
   * @param exact it, in full
   */
  record Cell(String css, String text, String exact) {}

  static HeatMap of(Matrix matrix) {
    return of(matrix, matrix.name());
  }

  static HeatMap of(Matrix matrix, String name) {
    return of(matrix, name, DECIMALS, largest(List.of(matrix)));
  }

  /** The largest magnitude in some matrices. */
  static float largest(List<Matrix> matrices) {
    return matrices.stream()
        .flatMap(matrix -> matrix.values().stream())
        .map(Math::abs)
        .reduce(0f, Math::max);
  }

  /**
   * A matrix under another name.
   *
   * @param decimals how many to show where not all values are whole
   * @param largest the magnitude that has the deepest colour
   */
  static HeatMap of(Matrix matrix, String name, int decimals, float largest) {
    int width = matrix.shape().isEmpty() ? 1 : matrix.shape().get(matrix.shape().size() - 1);
    boolean whole = matrix.values().stream().allMatch(value -> value == Math.rint(value));
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < matrix.values().size(); from += width) {
      rows.add(
          new Row(
              matrix.values().subList(from, from + width).stream()
                  .map(value -> cell(value, largest, whole ? 0 : decimals))
                  .toList()));
    }
    String size = rows.size() + " × " + width;
    String range = "largest magnitude " + number(largest(List.of(matrix)), whole ? 0 : decimals);
    return new HeatMap(name, size, name + ", " + size + ", " + range, rows);
  }

  private static Cell cell(float value, float largest, int decimals) {
    return new Cell(
        Palette.cssClass(value, largest), number(value, decimals), signed(Float.toString(value)));
  }

  private static String number(float value, int decimals) {
    // Adding 0 turns −0 into 0.
    return signed(String.format(Locale.ROOT, "%." + decimals + "f", value + 0f));
  }

  /** With the sign that is as wide as a plus. */
  private static String signed(String number) {
    return number.replace('-', '−');
  }
}
