package dev.corral.examples.bench;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns as wide as their widest; the first columns aligned left, the others right. */
final class Table {
  private static final String GAP = "  ";

  private final int left;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table.
   *
   * @param left how many columns are aligned left
   * @param header the titles of the columns
   */
  Table(int left, List<String> header) {
    this.left = left;
    rows.add(List.copyOf(header));
  }

  /** Adds a row with as many cells as the header has. */
  void add(List<String> row) {
    if (row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          row.size() + " cells; expected " + rows.get(0).size() + ", one for each column");
    }
    rows.add(List.copyOf(row));
  }

  List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String filling = " ".repeat(widths[i] - row.get(i).length());
      cells.add(i < left ? row.get(i) + filling : filling + row.get(i));
    }
    return String.join(GAP, cells).stripTrailing();
  }
}
