package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Gradients of convolutions by their kernels on GPUs. */
final class GpuKernelGradient {
  /** Taps of a group of work-items in filter_gradient.cl. */
  private static final int FILTER_TAPS = 8;

  /** Up to so many output channels, a tile of a product would be nearly empty. */
  private static final int FEW_OUTPUTS = 4;

  /** Groups of work-items for each compute unit: some wait for memory while others compute. */
  private static final int GROUPS_PER_UNIT = 8;

  /** Positions that are worth a share of their own. */
  private static final int LEAST_POSITIONS = 256;

  private static final String STRUCT = "gpu/kernel_gradient_struct";

  private final Context context;
  private final ShareSum shareSum;

  GpuKernelGradient(Arena arena, Context context) {
    this.context = context;
    shareSum = new ShareSum(arena, context);
  }

  void compute(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    if (c.outputs() <= FEW_OUTPUTS) {
      long tiles = (long) Tiles.count(c.kernelSize(), FILTER_TAPS) * c.inputs() * c.outputs();
      Program program = new Program("gpu/filter_gradient", List.of(STRUCT), Map.of());
      run(program, "filterGradient", tiles * c.groups(), c, x, gradient, dw);
    } else {
      long taps = (long) c.inputs() * c.kernelSize();
      GpuTile tile = GpuTile.of(c.outputs(), taps, 1);
      Program program = tile.program("gpu/kernel_gradient", List.of("gpu/tiles", STRUCT), Map.of());
      long tiles = tile.count(c.outputs(), taps);
      run(program, "kernelGradient", tiles * c.groups(), c, x, gradient, dw);
    }
  }

  private void run(
      Program program,
      String kernel,
      long tiles,
      Correlation c,
      Tensor x,
      Tensor gradient,
      Tensor dw) {
    long positions = (long) c.images() * c.positions();
    long wanted = (long) context.device().units() * GROUPS_PER_UNIT;
    int shares = Tiles.shares(tiles, wanted, Tiles.count(positions, LEAST_POSITIONS));
    shareSum.of(
        dw,
        shares,
        parts ->
            new Launch(context, program, kernel)
                .tensors(x, gradient, parts)
                .struct(argument(c, shares))
                .overGroups(tiles * shares, GpuKernels.ITEMS));
  }

  /** The struct KernelGradient of kernel_gradient_struct.cl. */
  private static Argument argument(Correlation c, int shares) {
    return Argument.ints(
        c.groups(),
        c.inputs(),
        c.outputs(),
        c.rows().kernel(),
        c.columns().kernel(),
        c.rows().stride(),
        c.columns().stride(),
        c.rows().dilation(),
        c.columns().dilation(),
        c.rows().before(),
        c.columns().before(),
        c.rows().size(),
        c.columns().size(),
        GpuKernels.imageFloats(c),
        c.images(),
        c.rows().positions(),
        c.columns().positions(),
        shares);
  }
}
