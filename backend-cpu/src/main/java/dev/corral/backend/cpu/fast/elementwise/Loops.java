package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.tensor.View;
import java.util.Arrays;

/**
 * A loop over the elements of one or more views of equal shape, with as few axes as possible: those
 * of size 1 are dropped, and neighbours are merged where every view steps through both evenly. The
 * innermost axis makes a row.
 */
final class Loops {
  private final int[] dims;
  private final int[][] strides;
  private final int[] offsets;
  private int rank;

  private Loops(int rank, int views) {
    this.dims = new int[Math.max(1, rank)];
    this.strides = new int[views][Math.max(1, rank)];
    this.offsets = new int[views];
  }

  static Loops of(View... views) {
    int all = views[0].shape().rank();
    Loops loops = new Loops(all, views.length);
    for (int v = 0; v < views.length; v++) {
      loops.offsets[v] = views[v].offset();
    }
    for (int axis = 0; axis < all; axis++) {
      if (views[0].shape().dim(axis) != 1) {
        loops.append(axis, views);
      }
    }
    if (loops.rank == 0) {
      loops.dims[0] = 1;
      loops.rank = 1;
    }
    return loops;
  }

  private void append(int axis, View... views) {
    int dim = views[0].shape().dim(axis);
    boolean merges = rank > 0;
    for (int v = 0; v < views.length && merges; v++) {
      merges = strides[v][rank - 1] == views[v].stride(axis) * dim;
    }
    if (merges) {
      dims[rank - 1] *= dim;
    } else {
      dims[rank++] = dim;
    }
    for (int v = 0; v < views.length; v++) {
      strides[v][rank - 1] = views[v].stride(axis);
    }
  }

  /** How many rows there are. */
  int rows() {
    return Arrays.stream(dims, 0, rank - 1).reduce(1, (a, b) -> a * b);
  }

  /** Elements of a row. */
  int count() {
    return dims[rank - 1];
  }

  /** From one element of a row to the next, in a view. */
  int step(int view) {
    return strides[view][rank - 1];
  }

  /** Where a row begins in a view. */
  int at(int view, int row) {
    int at = offsets[view];
    int rest = row;
    for (int axis = rank - 2; axis >= 0; axis--) {
      at += rest % dims[axis] * strides[view][axis];
      rest /= dims[axis];
    }
    return at;
  }
}
