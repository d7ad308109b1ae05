package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.tensor.Shape;
import dev.corral.tensor.View;
import java.util.Arrays;

/**
 * A walk over all elements of a shape, through several views of it at once, as rows of columns:
 * along a row each view goes by a constant step. Axes that follow each other without a gap in every
 * view become one, so a walk through dense tensors is a single row.
 */
final class Traversal {
  private final int columns;
  private final int rows;
  private final int[] steps;
  private final Argument[] layouts;

  private Traversal(int columns, int rows, int[] steps, Argument[] layouts) {
    this.columns = columns;
    this.rows = rows;
    this.steps = steps;
    this.layouts = layouts;
  }

  /** The walk through views of one shape, which has an element or more. */
  static Traversal of(View... views) {
    Axes axes = new Axes(views);
    Shape shape = views[0].shape();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      axes.addOuter(axis, shape.dim(axis));
    }
    return axes.traversal();
  }

  /** Elements of a row. */
  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** From an element of a row to the next, in a view. */
  int step(int view) {
    return steps[view];
  }

  /** Where a view's rows begin. */
  Argument layout(int view) {
    return layouts[view];
  }

  /** The axes so far, from the innermost outwards, those of size 1 left out. */
  private static final class Axes {
    private final View[] views;
    private final int[] dims = new int[Shape.MAX_RANK];
    private final int[][] strides;
    private int count;

    Axes(View... views) {
      this.views = views;
      this.strides = new int[views.length][Shape.MAX_RANK];
    }

    void addOuter(int axis, int dim) {
      if (dim == 1) {
        return;
      }
      if (count > 0 && continuesOutermost(axis)) {
        dims[count - 1] *= dim;
        return;
      }
      for (int view = 0; view < views.length; view++) {
        strides[view][count] = views[view].stride(axis);
      }
      dims[count++] = dim;
    }

    private boolean continuesOutermost(int axis) {
      for (int view = 0; view < views.length; view++) {
        if (views[view].stride(axis) != (long) strides[view][count - 1] * dims[count - 1]) {
          return false;
        }
      }
      return true;
    }

    Traversal traversal() {
      int[] steps = new int[views.length];
      Argument[] layouts = new Argument[views.length];
      for (int view = 0; view < views.length; view++) {
        steps[view] = count == 0 ? 1 : strides[view][0];
        layouts[view] =
            Layout.of(views[view].offset(), outermostFirst(dims), outermostFirst(strides[view]));
      }
      int rows = Arrays.stream(dims, Math.min(1, count), count).reduce(1, (a, b) -> a * b);
      return new Traversal(count == 0 ? 1 : dims[0], rows, steps, layouts);
    }

    /** All but the innermost, which runs along the row. */
    private int[] outermostFirst(int... innermostFirst) {
      int[] outer = new int[Math.max(0, count - 1)];
      for (int i = 0; i < outer.length; i++) {
        outer[i] = innermostFirst[count - 1 - i];
      }
      return outer;
    }
  }
}
