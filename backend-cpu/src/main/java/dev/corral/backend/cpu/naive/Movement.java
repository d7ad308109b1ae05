package dev.corral.backend.cpu.naive;

import dev.corral.tensor.View;

/** Elements moved without change, through a {@link View} that says where they lie. */
final class Movement {
  private Movement() {}

  /** Fills y with the elements of x at the view's places. */
  static void take(float[] x, View view, float[] y) {
    int[] from = view.positions();
    for (int i = 0; i < y.length; i++) {
      y[i] = x[from[i]];
    }
  }

  /** Puts the elements of x at the view's places in y. */
  static void put(float[] x, View view, float[] y) {
    int[] to = view.positions();
    for (int i = 0; i < x.length; i++) {
      y[to[i]] = x[i];
    }
  }
}
