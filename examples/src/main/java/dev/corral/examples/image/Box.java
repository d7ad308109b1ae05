package dev.corral.examples.image;

import java.util.List;

/**
 * A part of a picture.
 *
 * @param rows its rows
 * @param columns its columns
 */
record Box(Span rows, Span columns) {
  /** Its two halves, across the longer side. */
  List<Box> halves() {
    return rows.size() >= columns.size()
        ? rows.halves().stream().map(half -> new Box(half, columns)).toList()
        : columns.halves().stream().map(half -> new Box(rows, half)).toList();
  }

  int pixels() {
    return rows.size() * columns.size();
  }
}
