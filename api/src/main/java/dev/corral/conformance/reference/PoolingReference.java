package dev.corral.conformance.reference;

import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Two-dimensional pooling in float64, as ONNX's MaxPool and AveragePool. */
public final class PoolingReference {
  private PoolingReference() {}

  /**
   * The largest element of each window; the padding never counts, NaN wins, and 0 is above −0.
   *
   * @param x [n, c, h, w]
   * @param options window and ceil mode
   * @return [n, c, oh, ow]
   */
  public static DoubleTensor maxPool2d(DoubleTensor x, Pool2dOptions options) {
    Geometry geometry = Geometry.of(x.shape(), options);
    return DoubleTensor.generate(
        geometry.output(), position -> largest(x, geometry.elements(position)));
  }

  private static double largest(DoubleTensor x, List<int[]> elements) {
    return elements.stream().mapToDouble(x::get).reduce(Double.NEGATIVE_INFINITY, Math::max);
  }

  /**
   * The gradient of max pooling by x: each window gives its share in equal parts to the elements
   * that are its largest.
   *
   * @param x [n, c, h, w]
   * @param gradient by the output, [n, c, oh, ow]
   * @param options those of the forward pass
   * @return of x's shape
   */
  public static Contraction maxPool2dGradient(
      DoubleTensor x, DoubleTensor gradient, Pool2dOptions options) {
    Geometry geometry = Geometry.of(x.shape(), options);
    Contraction.Sums sums = new Contraction.Sums(x.shape());
    Indices.forEach(
        geometry.output(),
        position -> {
          List<int[]> elements = geometry.elements(position);
          double largest = largest(x, elements);
          List<int[]> winners = elements.stream().filter(e -> x.get(e) == largest).toList();
          winners.forEach(w -> sums.add(gradient.get(position), 1.0 / winners.size(), w));
        });
    return sums.mean();
  }

  /**
   * The mean of each window: of the image's elements in it, or, if the padding counts, of those and
   * the padding's, which are 0. What ceil mode reaches past the padding never counts.
   *
   * @param x [n, c, h, w]
   * @param options window, ceil mode and whether the padding counts
   * @return [n, c, oh, ow]
   */
  public static Contraction avgPool2d(DoubleTensor x, Pool2dOptions options) {
    Geometry geometry = Geometry.of(x.shape(), options);
    Contraction.Sums sums = new Contraction.Sums(geometry.output());
    Indices.forEach(
        geometry.output(),
        position -> {
          double share = 1.0 / geometry.count(position, options.countIncludePad());
          geometry.elements(position).forEach(e -> sums.add(x.get(e), share, position));
        });
    return sums.mean();
  }

  /**
   * The gradient of average pooling by x.
   *
   * @param shape of x
   * @param gradient by the output, [n, c, oh, ow]
   * @param options those of the forward pass
   * @return of the given shape
   */
  public static Contraction avgPool2dGradient(
      Shape shape, DoubleTensor gradient, Pool2dOptions options) {
    Geometry geometry = Geometry.of(shape, options);
    Contraction.Sums sums = new Contraction.Sums(shape);
    Indices.forEach(
        geometry.output(),
        position -> {
          double share = 1.0 / geometry.count(position, options.countIncludePad());
          geometry.elements(position).forEach(e -> sums.add(gradient.get(position), share, e));
        });
    return sums.mean();
  }

  /** Where the window stands, and what it sees there. */
  private record Geometry(int batch, int channels, WindowAxis rows, WindowAxis columns) {
    static Geometry of(Shape input, Pool2dOptions options) {
      return new Geometry(
          input.dim(0),
          input.dim(1),
          WindowAxis.rows(options.window(), input.dim(2), options.ceilMode()),
          WindowAxis.columns(options.window(), input.dim(3), options.ceilMode()));
    }

    Shape output() {
      return Shape.of(batch, channels, rows.positions(), columns.positions());
    }

    /** The indices of the image's elements in the window at a position of the output. */
    List<int[]> elements(int[] position) {
      List<int[]> elements = new ArrayList<>();
      for (int u = 0; u < rows.kernel(); u++) {
        for (int v = 0; v < columns.kernel(); v++) {
          int row = rows.source(position[2], u);
          int column = columns.source(position[3], v);
          if (rows.inImage(row) && columns.inImage(column)) {
            elements.add(new int[] {position[0], position[1], row, column});
          }
        }
      }
      return elements;
    }

    int count(int[] position, boolean includePad) {
      int count = 0;
      for (int u = 0; u < rows.kernel(); u++) {
        for (int v = 0; v < columns.kernel(); v++) {
          int row = rows.source(position[2], u);
          int column = columns.source(position[3], v);
          boolean inside = rows.inImage(row) && columns.inImage(column);
          boolean padded = rows.inPadded(row) && columns.inPadded(column);
          count += inside || (includePad && padded) ? 1 : 0;
        }
      }
      return count;
    }
  }
}
