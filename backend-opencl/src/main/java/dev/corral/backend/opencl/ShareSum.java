package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.function.Consumer;

/** Results that are computed in shares and added up. */
final class ShareSum {
  private final Arena arena;
  private final Context context;

  ShareSum(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  /**
   * Has shares computed and adds them up, always in the same order.
   *
   * @param sum receives the sum
   * @param shares how many there are
   * @param compute computes all of them, one after the other into the tensor that it is given
   */
  void of(Tensor sum, int shares, Consumer<Tensor> compute) {
    if (shares == 1) {
      compute.accept(sum);
      return;
    }
    int size = sum.shape().size();
    Tensor parts = arena.allocate(Shape.of(shares, size));
    compute.accept(parts);
    new Launch(context, "arrange", "sumShares")
        .tensors(parts, sum)
        .ints(shares, size)
        .steps(shares)
        .overVectors(size, 1);
  }
}
