package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;

/**
 * Launches of reductions.cl. A tensor is reduced along one run of neighbouring axes after the
 * other, the innermost first: each time it is [outer, reduced, inner] to the kernels. Where that
 * leaves too few results to keep the device busy, the reduced axis is cut into parts, and the
 * parts' results are reduced in turn; always in the same way, so results are reproducible.
 */
final class Reductions {
  private static final String FILE = "reductions";

  /** Elements that are worth a part of their own, and no part is shorter than the last number. */
  private static final int CPU_PART = 16_384;

  private static final int GPU_PART = 1024;
  private static final int SHORTEST = 32;

  /** Parts in all that keep a compute unit busy. */
  private static final int CPU_SHARES = 4;

  private static final int GPU_SHARES = 256;

  /** Work-items of a group that reduces a row together; GROUP in reductions.cl. */
  private static final int GROUP = 64;

  private final Arena arena;
  private final Context context;

  Reductions(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return reduce("sum", x, keepDims, axes);
  }

  Tensor max(Tensor x, boolean keepDims, int... axes) {
    return reduce("max", x, keepDims, axes);
  }

  private Tensor reduce(String kernel, Tensor x, boolean keepDims, int... axes) {
    Tensor rest = x;
    int last = axes.length - 1;
    while (last >= 0) {
      int first = last;
      while (first > 0 && axes[first - 1] == axes[first] - 1) {
        first--;
      }
      rest = reduceRun(kernel, rest, axes[first], axes[last]);
      last = first - 1;
    }
    return arena.view(rest, x.shape().reduce(keepDims, axes));
  }

  /** Reduces along the axes from first to last, which become the first with size 1. */
  private Tensor reduceRun(String kernel, Tensor x, int first, int last) {
    Extent extent = Extent.of(x.shape(), first, last);
    Shape shape = x.shape();
    for (int axis = first; axis <= last; axis++) {
      shape = shape.with(axis, 1);
    }
    return arena.view(reduce(kernel, x, extent), shape);
  }

  /** To [outer, 1, inner]. */
  private Tensor reduce(String kernel, Tensor x, Extent extent) {
    int parts = parts(extent);
    Tensor y = arena.allocate(Shape.of(extent.outer, parts, extent.inner));
    if (y.shape().size() == 0) {
      return y;
    }
    if (extent.inner == 1 && (context.family() == Family.CPU || extent.reduced / parts >= GROUP)) {
      reduceRows(kernel, x, extent, parts, y);
    } else {
      launch(kernel + "_columns", x, extent, parts)
          .tensors(y)
          .overVectors(extent.inner, extent.rows(parts));
    }
    return parts == 1 ? y : reduce(kernel, y, extent.ofParts(parts));
  }

  private void reduceRows(String kernel, Tensor x, Extent extent, int parts, Tensor y) {
    Launch launch = launch(kernel + "_rows", x, extent, parts).tensors(y);
    if (context.family() == Family.CPU) {
      launch.over(1, extent.rows(parts));
    } else {
      launch.overGroups(extent.rows(parts), GROUP);
    }
  }

  Tensor argmax(Tensor x, boolean keepDims, int axis) {
    Extent extent = Extent.of(x.shape(), axis, axis);
    int parts = parts(extent);
    Tensor winners = arena.allocate(Shape.of(extent.outer, parts, extent.inner));
    if (winners.shape().size() > 0) {
      launch("argmax", x, extent, parts).tensors(winners).over(extent.inner, extent.rows(parts));
      winners = parts == 1 ? winners : bestOf(winners, x, extent, parts);
    }
    return arena.view(winners, x.shape().reduce(keepDims, axis));
  }

  /** The winner among the parts' winners. */
  private Tensor bestOf(Tensor winners, Tensor x, Extent extent, int parts) {
    Tensor y = arena.allocate(Shape.of(extent.outer, 1, extent.inner));
    launch("argmax_of_parts", x, extent, parts)
        .tensors(winners, y)
        .over(extent.inner, extent.outer);
    return y;
  }

  private Launch launch(String kernel, Tensor x, Extent extent, int parts) {
    return new Launch(context, FILE, kernel)
        .steps(extent.reduced / parts)
        .tensors(x)
        .ints(extent.outer, extent.reduced, extent.inner, parts);
  }

  /** Into how many parts to cut the reduced axis. */
  private int parts(Extent extent) {
    boolean cpu = context.family() == Family.CPU;
    int units = context.device().units();
    int width = context.family().width();
    long results = extent.outer * (((long) extent.inner + width - 1) / width);
    long wanted = (long) units * (cpu ? CPU_SHARES : GPU_SHARES);
    long most = (long) extent.reduced * extent.inner / (cpu ? CPU_PART : GPU_PART);
    long parts = Math.min(wanted / Math.max(1, results), most);
    return (int) Math.max(1, Math.min(parts, extent.reduced / SHORTEST));
  }

  /**
   * A tensor with its axes in three runs.
   *
   * @param outer elements of the axes before the reduced ones
   * @param reduced elements of the reduced axes
   * @param inner elements of the axes after them
   */
  private record Extent(int outer, int reduced, int inner) {
    static Extent of(Shape shape, int first, int last) {
      return new Extent(
          size(shape, 0, first), size(shape, first, last + 1), size(shape, last + 1, shape.rank()));
    }

    private static int size(Shape shape, int from, int to) {
      return Shape.of(Arrays.copyOfRange(shape.dims(), from, to)).size();
    }

    int rows(int parts) {
      return outer * parts;
    }

    Extent ofParts(int parts) {
      return new Extent(outer, parts, inner);
    }
  }
}
