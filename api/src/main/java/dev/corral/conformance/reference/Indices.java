package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import java.util.Arrays;
import java.util.function.Consumer;

/** Multi-indices of a shape. */
final class Indices {
  private Indices() {}

  /** Visits every multi-index in row-major order; the visitor must not keep or change it. */
  static void forEach(Shape shape, Consumer<int[]> visitor) {
    if (shape.size() == 0) {
      return;
    }
    int[] dims = shape.dims();
    int[] index = new int[dims.length];
    do {
      visitor.accept(index);
    } while (advance(index, dims));
  }

  /** Counts one up like an odometer; false after the last. */
  private static boolean advance(int[] index, int[] dims) {
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      if (++index[axis] < dims[axis]) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }

  /** The row-major place of a multi-index. */
  static int offset(Shape shape, int... index) {
    if (index.length != shape.rank()) {
      throw new IndexOutOfBoundsException(
          "the index " + Arrays.toString(index) + " in the shape " + shape);
    }
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      offset = offset * shape.dim(axis) + index[axis];
      if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
        throw new IndexOutOfBoundsException(
            "the index " + Arrays.toString(index) + " in the shape " + shape);
      }
    }
    return offset;
  }

  /** The index of the element that stretches to a given one under broadcasting. */
  static int[] broadcast(int[] index, Shape from) {
    int[] source = Arrays.copyOfRange(index, index.length - from.rank(), index.length);
    for (int axis = 0; axis < source.length; axis++) {
      source[axis] = from.dim(axis) == 1 ? 0 : source[axis];
    }
    return source;
  }

  /** The multi-index with one axis' entry replaced. */
  static int[] with(int[] index, int axis, int value) {
    int[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }
}
