package dev.corral.backend.opencl;

import dev.corral.backend.opencl.CpuImages.Planes;
import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Tensor;
import java.util.Map;

/** Gradients of convolutions by their kernels on CPUs. */
final class CpuKernelGradient {
  /** Taps that share a vector of the gradient in filter_gradient.cl. */
  private static final int FILTER_TAPS = 8;

  private final Arena arena;
  private final Context context;
  private final CpuVectors vectors;
  private final CpuImages images;
  private final ShareSum shareSum;

  CpuKernelGradient(Arena arena, Context context, CpuVectors vectors, CpuImages images) {
    this.arena = arena;
    this.context = context;
    this.vectors = vectors;
    this.images = images;
    shareSum = new ShareSum(arena, context);
  }

  void compute(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    if (2 * c.outputs() <= vectors.lanes()) {
      alongRows(c, x, gradient, dw);
    } else {
      alongChannels(c, x, gradient, dw);
    }
  }

  /** With vectors of positions, for few output channels. */
  private void alongRows(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    int channels = c.groups() * c.inputs();
    Planes planes = images.planes(x, c.images() * channels, c.rows(), c.columns());
    int taps = Tiles.count(c.kernelSize(), FILTER_TAPS);
    int filters = channels * c.outputs();
    int shares = shares(c, (long) taps * filters);
    Map<String, Integer> constants = Map.of("TAPS", FILTER_TAPS);
    shareSum.of(
        dw,
        shares,
        parts ->
            new Launch(context, vectors.program("filter_gradient", constants), "filterGradient")
                .tensors(planes.tensor(), gradient, parts)
                .struct(rowsArgument(c, planes, shares))
                .on(Grid.ofItems(taps, (long) filters * shares)));
  }

  private static Argument rowsArgument(Correlation c, Planes x, int shares) {
    return Argument.ints(
        c.groups(),
        c.inputs(),
        c.outputs(),
        c.rows().kernel(),
        c.columns().kernel(),
        c.rows().dilation(),
        c.columns().dilation(),
        c.rows().stride(),
        c.columns().stride(),
        x.columnPhases(),
        x.width(),
        x.phase(),
        x.channel(),
        x.channel() * c.inputs() * c.groups(),
        c.images(),
        c.rows().positions(),
        c.columns().positions(),
        shares);
  }

  /** With vectors of output channels. */
  private void alongChannels(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    int channels = c.images() * c.groups() * c.inputs();
    Planes planes = images.planes(x, channels, c.rows().unsplit(), c.columns().unsplit());
    int columns = c.outputs() > vectors.lanes() ? 2 : 1;
    int taps = vectors.sums() / columns;
    Weights.Form form = positionsFirst(c, columns * vectors.lanes());
    DeviceStorage packed = Weights.passing(gradient).packed(form, context, arena);
    int tiles = Tiles.count((long) c.inputs() * c.kernelSize(), taps);
    int across = form.blocks() * c.groups();
    int shares = shares(c, (long) tiles * across);
    Map<String, Integer> constants = Map.of("TAPS", taps, "COLUMNS", columns);
    shareSum.of(
        dw,
        shares,
        parts ->
            new Launch(context, vectors.program("kernel_gradient", constants), "kernelGradient")
                .tensors(planes.tensor())
                .storage(packed)
                .tensors(parts)
                .struct(channelsArgument(c, planes, form.blocks(), shares))
                .on(Grid.ofItems(tiles, (long) across * shares)));
  }

  /** The output's gradient with so many channels side by side: its positions as if inputs. */
  private static Weights.Form positionsFirst(Correlation c, int block) {
    KernelView view = KernelView.dense(c.outputs(), c.positions(), 1, 1);
    return new Weights.Form(view, c.images() * c.groups(), c.outputs(), c.positions(), 1, 1, block);
  }

  private static Argument channelsArgument(Correlation c, Planes x, int blocks, int shares) {
    return Argument.ints(
        c.groups(),
        c.inputs(),
        c.outputs(),
        blocks,
        c.rows().kernel(),
        c.columns().kernel(),
        c.rows().dilation() * x.width(),
        c.columns().dilation(),
        c.rows().stride() * x.width(),
        c.columns().stride(),
        x.channel(),
        x.channel() * c.inputs() * c.groups(),
        c.images(),
        c.rows().positions(),
        c.columns().positions(),
        shares);
  }

  /** Shares of the rows of positions, so that there are work-items enough for all cores. */
  private int shares(Correlation c, long items) {
    int wanted = context.device().units() * CpuKernels.ITEMS_PER_UNIT;
    return Tiles.shares(items, wanted, c.images() * c.rows().positions());
  }
}
