package dev.corral.backend.cpu.naive;

import dev.corral.tensor.Shape;
import dev.corral.tensor.View;
import java.util.Arrays;

/** Many elements to one: x of a shape is reduced along axes to y. */
final class Reductions {
  private Reductions() {}

  static void sum(float[] x, Shape shape, int[] axes, float[] y) {
    Arrays.fill(y, 0);
    int[] to = View.reduce(shape, axes).positions();
    for (int i = 0; i < x.length; i++) {
      y[to[i]] += x[i];
    }
  }

  static void max(float[] x, Shape shape, int[] axes, float[] y) {
    Arrays.fill(y, Float.NEGATIVE_INFINITY);
    int[] to = View.reduce(shape, axes).positions();
    for (int i = 0; i < x.length; i++) {
      y[to[i]] = Math.max(y[to[i]], x[i]);
    }
  }

  static void argmax(float[] x, Shape shape, int axis, float[] y) {
    int[] first = View.part(shape, axis, 0, 1).positions();
    int step = shape.strides()[axis];
    for (int i = 0; i < y.length; i++) {
      y[i] = argmax(x, first[i], step, shape.dim(axis));
    }
  }

  /** The index of the first largest of so many elements, each a step after the one before. */
  private static int argmax(float[] x, int first, int step, int count) {
    int winner = 0;
    for (int index = 1; index < count; index++) {
      float best = x[first + winner * step];
      float next = x[first + index * step];
      if (next > best || (Float.isNaN(next) && !Float.isNaN(best))) {
        winner = index;
      }
    }
    return winner;
  }
}
