package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;
import java.util.Arrays;

/** Launches of matmul.cl. */
final class MatrixProduct {
  private static final String FILE = "matmul";

  /** The tile of a work-item on a CPU; TILE_ROWS and TILE_COLUMNS in matmul.cl. */
  private static final int CPU_ROWS = 4;

  private static final int CPU_COLUMNS = 16;

  /** The tile of a group on a GPU, and its work-items; TILE and GROUP in matmul.cl. */
  private static final int GPU_TILE = 64;

  private static final int GPU_GROUP = 256;

  private final Arena arena;
  private final Context context;

  MatrixProduct(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  Tensor matmul(Tensor a, Tensor b) {
    Tensor y = arena.allocate(a.shape().matmul(b.shape()));
    if (y.shape().size() == 0) {
      return y;
    }
    int m = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int n = b.shape().dim(-1);
    int batch = y.shape().size() / (m * n);
    Launch launch =
        new Launch(context, FILE, "matmul")
            .tensors(a)
            .struct(matrices(a.shape(), y.shape()))
            .tensors(b)
            .struct(matrices(b.shape(), y.shape()))
            .tensors(y)
            .ints(m, k, n, batch)
            .steps((long) k * CPU_ROWS * CPU_COLUMNS);
    if (context.family() == Family.CPU) {
      launch.over(tiles(n, CPU_COLUMNS), (long) tiles(m, CPU_ROWS) * batch);
    } else {
      launch.overGroups((long) tiles(n, GPU_TILE) * tiles(m, GPU_TILE) * batch, GPU_GROUP);
    }
    return y;
  }

  private static int tiles(int size, int tile) {
    return (size + tile - 1) / tile;
  }

  /** Where a factor's matrices begin, one for each matrix of the product. */
  private static Argument matrices(Shape factor, Shape product) {
    int axes = product.rank() - 2;
    View all = View.broadcast(factor, product.with(-2, factor.dim(-2)).with(-1, factor.dim(-1)));
    int[] strides = new int[axes];
    Arrays.setAll(strides, all::stride);
    return Layout.of(0, Arrays.copyOf(product.dims(), axes), strides);
  }
}
