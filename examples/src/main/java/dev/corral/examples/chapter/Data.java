package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.Random;

/** The chapter's inputs and kernels. */
final class Data {
  private Data() {}

  /** The figure's input, 0 to 8 as [3, 3]. */
  static Tensor figureInput(Ops ops) {
    return ops.reshape(ops.arange(9), 3, 3);
  }

  /** The figure's kernel, 0 to 3 as [2, 2]. */
  static Tensor figureKernel(Ops ops) {
    return ops.reshape(ops.arange(4), 2, 2);
  }

  /** What the book prints for the figure. */
  static Tensor figureOutput(Ops ops) {
    return ops.tensor(new float[][] {{19, 25}, {37, 43}});
  }

  /** White with a black bar: ones [6, 8] with columns 2 to 5 zero. */
  static Tensor edgeInput(Ops ops) {
    return ops.sliceScatter(ops.ones(6, 8), 0, Slice.all(), Slice.of(2, 6));
  }

  /** The detector of vertical edges, [[1, −1]]. */
  static Tensor edgeKernel(Ops ops) {
    return ops.tensor(new float[][] {{1, -1}});
  }

  /** Random whole numbers from −4 to 4, on which every sum here is exact in float32. */
  static Tensor wholeNumbers(Ops ops, Shape shape, long seed) {
    Random random = new Random(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    return ops.fromArray(shape, values);
  }
}
