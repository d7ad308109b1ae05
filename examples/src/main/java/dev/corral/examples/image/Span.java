package dev.corral.examples.image;

import java.util.List;

/**
 * Neighbouring rows or columns.
 *
 * @param from the first
 * @param to the one after the last
 */
record Span(int from, int to) {
  int size() {
    return to - from;
  }

  Span widened(int before, int after) {
    return new Span(from - before, to + after);
  }

  List<Span> halves() {
    int middle = from + size() / 2;
    return List.of(new Span(from, middle), new Span(middle, to));
  }

  boolean contains(Span other) {
    return from <= other.from && other.to <= to;
  }

  /** The same rows or columns counted from another one. */
  Span minus(int origin) {
    return new Span(from - origin, to - origin);
  }

  /** The same ones counted from the other end of so many. */
  Span reversed(int all) {
    return new Span(all - to, all - from);
  }
}
