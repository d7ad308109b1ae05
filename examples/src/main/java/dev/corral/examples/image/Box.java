package dev.corral.examples.image;

/**
 * A part of a picture.
 *
 * @param rows its rows
 * @param columns its columns
 */
record Box(Span rows, Span columns) {
  int pixels() {
    return rows.size() * columns.size();
  }
}
