package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Convolutions and matrix products on GPUs: launches of the files in gpu. */
final class GpuKernels implements CorrelationKernels {
  /** Work-items of a group, ITEMS in the files. */
  static final int ITEMS = 256;

  /** The tile of filter.cl: its columns, and STRIPS · ROWS of it. */
  private static final int FILTER_COLUMNS = 32;

  private static final int FILTER_ROWS = 32;

  /** Floats of local memory that any device has, 32 KiB. */
  private static final int LOCAL_FLOATS = 8192;

  /** As many as make work for all compute units. */
  private static final int WINOGRAD_FLOATS = 1 << 22;

  private final Arena arena;
  private final Context context;
  private final GpuKernelGradient kernelGradient;

  GpuKernels(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
    kernelGradient = new GpuKernelGradient(arena, context);
  }

  @Override
  public void correlate(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y) {
    if (c.outputs() == 1 && c.kernelSize() > 1 && heldFloats(c) <= LOCAL_FLOATS) {
      filter(c, x, weights, epilogue, y);
    } else {
      product(c, x, weights, epilogue, y);
    }
  }

  /** Not known before it is measured on one. */
  @Override
  public boolean gainsByWinograd(Correlation c) {
    return false;
  }

  @Override
  public Winograd.Transforms winograd() {
    Program program = new Program("gpu/winograd", List.of("activation", "winograd"), Map.of());
    return new Winograd.Transforms(program, WINOGRAD_FLOATS);
  }

  @Override
  public Winograd.Images wholeTiles(Correlation c, Tensor x) {
    return new Winograd.Images(
        x, c.rows().size(), c.columns().size(), c.rows().before(), c.columns().before());
  }

  @Override
  public void kernelGradient(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    kernelGradient.compute(c, x, gradient, dw);
  }

  /** The weights in dense order. */
  private DeviceStorage dense(Correlation c, Weights weights) {
    return c.hasDenseKernel()
        ? weights.storage()
        : weights.packed(Weights.Form.of(c, 1), context, arena);
  }

  private void product(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y) {
    long positions = (long) c.images() * c.positions();
    GpuTile tile = GpuTile.of(c.outputs(), positions, context.device().units() / c.groups());
    Program program =
        tile.program(
            "gpu/convolution",
            List.of("activation", "gpu/tiles"),
            Map.of("ACTIVATION", epilogue.activationNumber()));
    new Launch(context, program, "convolution")
        .tensors(x)
        .storage(dense(c, weights))
        .tensors(epilogue.biasOr(y), y)
        .struct(productArgument(c, epilogue))
        .overGroups((long) tile.count(c.outputs(), positions) * c.groups(), ITEMS);
  }

  private static Argument productArgument(Correlation c, Epilogue epilogue) {
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
        imageFloats(c),
        c.images(),
        c.rows().positions(),
        c.columns().positions(),
        c.target().row(),
        c.target().column(),
        c.target().channel(),
        c.target().image(),
        c.target().offset(),
        epilogue.hasBias());
  }

  static int imageFloats(Correlation c) {
    return c.groups() * c.inputs() * c.rows().size() * c.columns().size();
  }

  private static int heldHeight(Correlation c) {
    return (FILTER_ROWS - 1) * c.rows().stride() + c.rows().reach();
  }

  private static int heldWidth(Correlation c) {
    return (FILTER_COLUMNS - 1) * c.columns().stride() + c.columns().reach();
  }

  /** What the windows of a tile of filter.cl hold. */
  private static long heldFloats(Correlation c) {
    return (long) heldHeight(c) * heldWidth(c);
  }

  private void filter(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y) {
    int rowsShare = c.rows().stride() == c.rows().dilation() ? 1 : 0;
    Map<String, Integer> constants =
        Map.of("SHARED", rowsShare, "ACTIVATION", epilogue.activationNumber());
    int tiles =
        Tiles.count(c.rows().positions(), FILTER_ROWS)
            * Tiles.count(c.columns().positions(), FILTER_COLUMNS);
    new Launch(context, new Program("gpu/filter", List.of("activation"), constants), "filter")
        .tensors(x)
        .storage(dense(c, weights))
        .tensors(epilogue.biasOr(y), y)
        .local((int) heldFloats(c))
        .struct(filterArgument(c, epilogue))
        .overGroups((long) tiles * c.images() * c.groups(), ITEMS);
  }

  private static Argument filterArgument(Correlation c, Epilogue epilogue) {
    return Argument.ints(
        c.groups(),
        c.inputs(),
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
        imageFloats(c),
        c.rows().positions(),
        c.columns().positions(),
        c.target().row(),
        c.target().column(),
        c.target().channel(),
        c.target().image(),
        c.target().offset(),
        heldHeight(c),
        heldWidth(c),
        epilogue.hasBias());
  }
}
