package dev.corral.backend.opencl;

import dev.corral.backend.opencl.CpuImages.Planes;
import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Convolutions and matrix products on CPUs: launches of the files in cpu. */
final class CpuKernels implements CorrelationKernels {
  /** Work-items for each core, so that cores that finish early find more. */
  static final int ITEMS_PER_UNIT = 8;

  /** Rows of positions that a work-item of filter.cl computes together. */
  private static final int FILTER_ROWS = 4;

  /** Channels of a group from which on the transforms cost less than they save. */
  private static final int WINOGRAD_CHANNELS = 48;

  /** Positions, four to a tile, from which on the products fill their own tiles. */
  private static final int WINOGRAD_POSITIONS = 192;

  /** As many as stay in the caches of two cores. */
  private static final int WINOGRAD_FLOATS = 1 << 19;

  private final Arena arena;
  private final Context context;
  private final CpuVectors vectors;
  private final CpuImages images;
  private final CpuKernelGradient kernelGradient;

  CpuKernels(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
    vectors = CpuVectors.of(context.device());
    images = new CpuImages(arena, context, vectors);
    kernelGradient = new CpuKernelGradient(arena, context, vectors, images);
  }

  @Override
  public void correlate(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y) {
    int channels = c.images() * c.groups() * c.inputs();
    Planes planes = images.planes(x, channels, c.rows(), c.columns());
    if (isFilter(c)) {
      filter(c, planes, weights, epilogue, y);
    } else {
      tiles(c, planes, weights, epilogue, y);
    }
  }

  @Override
  public boolean gainsByWinograd(Correlation c) {
    return Math.min(c.inputs(), c.outputs()) >= WINOGRAD_CHANNELS
        && (long) c.images() * c.positions() >= WINOGRAD_POSITIONS;
  }

  @Override
  public Winograd.Transforms winograd() {
    Program program = vectors.program("winograd", List.of("winograd"), Map.of());
    return new Winograd.Transforms(program, WINOGRAD_FLOATS);
  }

  @Override
  public Winograd.Images wholeTiles(Correlation c, Tensor x) {
    int channels = c.images() * c.groups() * c.inputs();
    Planes planes = images.planes(x, channels, c.rows().even(), c.columns().even());
    return new Winograd.Images(
        planes.tensor(), planes.phase() / planes.width(), planes.width(), 0, 0);
  }

  @Override
  public void kernelGradient(Correlation c, Tensor x, Tensor gradient, Tensor dw) {
    kernelGradient.compute(c, x, gradient, dw);
  }

  /** Whether rows of positions can share what they read, and output channels cannot. */
  private static boolean isFilter(Correlation c) {
    return c.outputs() == 1
        && c.rows().kernel() > 1
        && c.rows().stride() == 1
        && c.columns().stride() == 1
        && c.hasDenseTarget();
  }

  private void filter(Correlation c, Planes x, Weights weights, Epilogue epilogue, Tensor y) {
    int columns = vectors.sums() / FILTER_ROWS;
    int dilation = c.rows().dilation();
    int strips = Tiles.count(c.rows().positions(), FILTER_ROWS * dilation) * dilation;
    Map<String, Integer> constants = Map.of("ROWS", FILTER_ROWS, "COLUMNS", columns);
    new Launch(context, vectors.program("filter", constants), "filter")
        .tensors(x.tensor())
        .storage(weights.packed(Weights.Form.of(c, 1), context, arena))
        .tensors(epilogue.biasOr(y), y)
        .struct(filterArgument(c, x, epilogue))
        .on(Grid.ofItems(strips, (long) c.images() * c.groups()));
  }

  private static Argument filterArgument(Correlation c, Planes x, Epilogue epilogue) {
    return Argument.ints(
        c.groups(),
        c.inputs(),
        c.rows().kernel(),
        c.columns().kernel(),
        c.rows().dilation(),
        c.columns().dilation(),
        x.width(),
        x.channel(),
        x.channel() * c.inputs() * c.groups(),
        c.rows().positions(),
        c.columns().positions(),
        epilogue.hasBias(),
        epilogue.activationNumber());
  }

  private void tiles(Correlation c, Planes x, Weights weights, Epilogue epilogue, Tensor y) {
    int rows = c.outputs() == 1 ? 1 : rowsOfTile(c.outputs());
    int columns = c.outputs() == 1 ? 4 : 2;
    int blocks = Tiles.count(c.outputs(), rows);
    long positions = (c.rows().positions() - 1L) * x.width() + c.columns().positions();
    int tiles = Tiles.count(positions, columns * vectors.lanes());
    long across = (long) c.images() * c.groups();
    int items = context.device().units() * ITEMS_PER_UNIT;
    int shares = Tiles.shares(tiles * across, items, blocks);
    Map<String, Integer> constants = Map.of("ROWS", rows, "COLUMNS", columns);
    new Launch(context, vectors.program("convolution", constants), "convolution")
        .tensors(x.tensor())
        .storage(weights.packed(Weights.Form.of(c, rows), context, arena))
        .tensors(epilogue.biasOr(y), y)
        .struct(tilesArgument(c, x, blocks, shares, epilogue))
        .on(Grid.ofItems((long) tiles * shares, across));
  }

  /** The rows of a tile that leave the fewest unused, and of those the most. */
  private int rowsOfTile(int outputs) {
    int best = vectors.sums() / 2;
    for (int rows : new int[] {6, 4}) {
      if (Tiles.count(outputs, rows) * rows < Tiles.count(outputs, best) * best) {
        best = rows;
      }
    }
    return best;
  }

  private static Argument tilesArgument(
      Correlation c, Planes x, int blocks, int shares, Epilogue epilogue) {
    Axis rows = c.rows();
    Axis columns = c.columns();
    int phaseRow = x.columnPhases() * x.phase();
    return Argument.ints(
        c.groups(),
        c.inputs(),
        c.outputs(),
        blocks,
        rows.kernel(),
        columns.kernel(),
        rows.dilation() / rows.stride() * x.width() + rows.dilation() % rows.stride() * phaseRow,
        rows.dilation() % rows.stride(),
        rows.stride(),
        x.width() - rows.stride() * phaseRow,
        columns.dilation() / columns.stride() + columns.dilation() % columns.stride() * x.phase(),
        columns.dilation() % columns.stride(),
        columns.stride(),
        1 - columns.stride() * x.phase(),
        x.width(),
        x.channel(),
        x.channel() * c.inputs() * c.groups(),
        rows.positions(),
        columns.positions(),
        c.target().row(),
        c.target().column(),
        c.target().channel(),
        c.target().image(),
        c.target().offset(),
        shares,
        epilogue.hasBias(),
        epilogue.activationNumber());
  }
}
