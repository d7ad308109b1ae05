package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;

/** Launches of movement.cl. */
final class Movement {
  private static final String FILE = "movement";

  /** Rows that are moved together; BAND in movement.cl. */
  private static final int BAND = 8;

  private final Arena arena;
  private final Context context;

  Movement(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  /** The elements of x at a view's places. */
  Tensor take(Tensor x, View from) {
    Tensor y = arena.allocate(from.shape());
    move(x, from, y, View.broadcast(y.shape(), y.shape()));
    return y;
  }

  /** Writes x to a view's places in y. */
  void put(Tensor x, View to, Tensor y) {
    move(x, View.broadcast(x.shape(), x.shape()), y, to);
  }

  /** Copies from the places of one view to those of another. */
  void move(Tensor x, View from, Tensor y, View to) {
    if (from.shape().size() == 0) {
      return;
    }
    Traversal walk = Traversal.of(from, to);
    boolean runs = walk.step(0) == 1 && walk.step(1) == 1;
    boolean bands = !runs && context.family() == Family.CPU && walk.rows() >= BAND;
    Launch launch =
        new Launch(context, FILE, bands ? "move_bands" : "move")
            .tensors(x)
            .ints(walk.step(0))
            .struct(walk.layout(0))
            .tensors(y)
            .ints(walk.step(1))
            .struct(walk.layout(1))
            .ints(walk.columns(), walk.rows());
    if (runs) {
      launch.overVectors(walk.columns(), walk.rows());
    } else {
      launch.over(walk.columns(), walk.rows());
    }
  }
}
