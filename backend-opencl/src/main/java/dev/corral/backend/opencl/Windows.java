package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/** Launches of windows.cl. */
final class Windows {
  private static final String FILE = "windows";

  private final Arena arena;
  private final Context context;

  Windows(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  Tensor im2col(Tensor x, Window window) {
    Tensor columns = arena.allocate(window.columns(x.shape()));
    if (columns.shape().size() > 0) {
      Sliding sliding = Sliding.of(window, x.shape());
      int rows = columns.shape().size() / sliding.outputWidth();
      new Launch(context, FILE, "im2col")
          .tensors(x, columns)
          .struct(sliding.argument())
          .ints(rows)
          .over(sliding.outputWidth(), rows);
    }
    return columns;
  }

  Tensor col2im(Tensor columns, Shape shape, Window window) {
    Tensor x = arena.allocate(shape);
    if (shape.size() > 0) {
      Sliding sliding = Sliding.of(window, shape);
      int rows = shape.size() / sliding.width();
      new Launch(context, FILE, "col2im")
          .tensors(columns, x)
          .struct(sliding.argument())
          .ints(rows)
          .steps(sliding.kernel())
          .over(sliding.width(), rows);
    }
    return x;
  }
}
