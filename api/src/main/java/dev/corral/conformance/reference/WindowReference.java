package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;

/** The columns of a window's positions, and the way back, in float64. */
public final class WindowReference {
  private WindowReference() {}

  /** A tap of the window at a position, by its index in the columns and in the image. */
  private interface Tap {
    void at(int[] column, int[] image);
  }

  /**
   * The elements of each window as a column, 0 for the padding.
   *
   * @param x [n, c, h, w]
   * @param window what slides over the last two axes
   * @return [n, c · kernel, positions], kernel and positions row-major
   */
  public static DoubleTensor im2col(DoubleTensor x, Window window) {
    Contraction.Sums sums = new Contraction.Sums(columns(x.shape(), window));
    forEach(x.shape(), window, (column, image) -> sums.add(x.get(image), 1, column));
    return sums.contraction().value();
  }

  /**
   * Adds each column's elements back to where im2col takes them from.
   *
   * @param columns [n, c · kernel, positions]
   * @param shape [n, c, h, w]
   * @param window what slides over the last two axes
   * @return of the given shape
   */
  public static Contraction col2im(DoubleTensor columns, Shape shape, Window window) {
    Contraction.Sums sums = new Contraction.Sums(shape);
    forEach(shape, window, (column, image) -> sums.add(columns.get(column), 1, image));
    return sums.contraction();
  }

  private static Shape columns(Shape image, Window window) {
    int rows = WindowAxis.rows(window, image.dim(2), false).positions();
    int columns = WindowAxis.columns(window, image.dim(3), false).positions();
    int kernel = window.kernelHeight() * window.kernelWidth();
    return Shape.of(image.dim(0), image.dim(1) * kernel, rows * columns);
  }

  private static void forEach(Shape image, Window window, Tap tap) {
    WindowAxis rows = WindowAxis.rows(window, image.dim(2), false);
    WindowAxis columns = WindowAxis.columns(window, image.dim(3), false);
    Shape channel = Shape.of(image.dim(1), window.kernelHeight(), window.kernelWidth());
    Shape positions = Shape.of(image.dim(0), rows.positions(), columns.positions());
    Indices.forEach(
        positions,
        at ->
            Indices.forEach(
                channel,
                t -> {
                  int row = rows.source(at[1], t[1]);
                  int column = columns.source(at[2], t[2]);
                  if (rows.inImage(row) && columns.inImage(column)) {
                    int element = Indices.offset(channel, t);
                    int position = at[1] * columns.positions() + at[2];
                    tap.at(
                        new int[] {at[0], element, position}, new int[] {at[0], t[0], row, column});
                  }
                }));
  }
}
