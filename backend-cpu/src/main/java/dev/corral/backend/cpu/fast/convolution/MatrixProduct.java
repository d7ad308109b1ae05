package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Shape;
import dev.corral.tensor.View;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Products of the matrices that two tensors hold, the axes before the last two broadcast. */
public final class MatrixProduct {
  private final Machine machine;
  private final int m;
  private final int k;
  private final int n;
  private final int[] left;
  private final int[] right;

  public MatrixProduct(Machine machine, Shape a, Shape b, Shape y) {
    this.machine = machine;
    this.m = a.dim(-2);
    this.k = a.dim(-1);
    this.n = b.dim(-1);
    this.left = matrices(a, y);
    this.right = matrices(b, y);
  }

  /** For each matrix of the product, which of the factor's it is made from. */
  private static int[] matrices(Shape factor, Shape product) {
    return View.broadcast(batch(factor), batch(product)).positions();
  }

  private static Shape batch(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  /** y = a · b. */
  public void run(float[] a, float[] b, float[] y) {
    if (left.length * m * n == 0) {
      return;
    }
    int matrices = Arrays.stream(left).max().orElse(0) + 1;
    Weights weights = new Weights(matrices, m, m * k, k, IntStream.range(0, k).toArray());
    float[] rows = weights.interleaved(a, machine);
    int[] rowsAt =
        Arrays.stream(left).map(i -> i * weights.interleavedSize(Kernels.ROWS)).toArray();
    int[] offsets = IntStream.range(0, k).map(r -> r * n).toArray();
    Correlation c = new Correlation(left.length, 1, m, b, k * n, 0, offsets, 1, n, n);
    new PanelProduct(machine, c, rows, rowsAt, right, y, Finish.NONE).run();
    machine.scratch().give(rows);
  }
}
