package dev.corral.backend;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.lang.reflect.Array;

/** Makes tensors of Java's nested arrays. */
final class NestedArrays {
  private NestedArrays() {}

  static Tensor tensor(TensorOps ops, Object array, int rank) {
    int[] dims = new int[rank];
    Object level = array;
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = level == null ? 0 : Array.getLength(level);
      level = axis + 1 < rank && dims[axis] > 0 ? Array.get(level, 0) : null;
    }
    Shape shape = Shape.of(dims);
    float[] values = new float[shape.size()];
    copy(array, shape, 0, values, 0);
    return ops.fromArray(shape, values);
  }

  private static int copy(Object array, Shape shape, int axis, float[] values, int at) {
    int length = Array.getLength(array);
    if (length != shape.dim(axis)) {
      throw new ShapeException(
          "a nested array with "
              + shape.dim(axis)
              + " elements in one place along axis "
              + axis
              + " and "
              + length
              + " in another",
          "equal lengths along each axis",
          "Fill the short ones up; a tensor cannot be ragged");
    }
    if (array instanceof float[] row) {
      System.arraycopy(row, 0, values, at, length);
      return at + length;
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      next = copy(Array.get(array, i), shape, axis + 1, values, next);
    }
    return next;
  }
}
