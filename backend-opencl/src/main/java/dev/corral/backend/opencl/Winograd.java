package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * Convolutions of 3×3 kernels in tiles: transforms around 16 matrix products. See winograd.cl.
 *
 * <p>The transformed tiles are four times as large as the images. So only some rows of tiles go
 * through at a time, which then stay in a cache.
 */
final class Winograd {
  private static final int KERNEL = 3;

  /** Products of a tile. */
  private static final int PRODUCTS = 16;

  private final Arena arena;
  private final Context context;
  private final CorrelationKernels kernels;
  private final Transforms transforms;

  Winograd(Arena arena, Context context, CorrelationKernels kernels) {
    this.arena = arena;
    this.context = context;
    this.kernels = kernels;
    transforms = kernels.winograd();
  }

  /**
   * A family's transforms.
   *
   * @param program the kernels
   * @param floats of transformed tiles that go through at a time, unless a row of them has more
   */
  record Transforms(Program program, int floats) {}

  /**
   * Images that are read tile by tile.
   *
   * @param tensor where they are
   * @param height rows of an image
   * @param width columns of an image
   * @param top rows of padding that are not there
   * @param left columns of padding that are not there
   */
  record Images(Tensor tensor, int height, int width, int top, int left) {}

  /**
   * The tiles of a correlation.
   *
   * @param rows of tiles in an image
   * @param columns of tiles in an image
   */
  private record Tiling(int rows, int columns) {
    static Tiling of(Correlation c) {
      return new Tiling(
          Tiles.count(c.rows().positions(), 2), Tiles.count(c.columns().positions(), 2));
    }
  }

  /** What transformed weights are kept as. */
  private record Form(KernelView view, int groups, int outputs, int inputs) {}

  /** Whether a correlation can be computed in tiles. */
  static boolean fits(Correlation c) {
    return fits(c.rows()) && fits(c.columns()) && c.hasDenseTarget();
  }

  private static boolean fits(Axis axis) {
    return axis.kernel() == KERNEL && axis.stride() == 1 && axis.dilation() == 1;
  }

  /** Computes a correlation that {@link #fits}. */
  void correlate(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y) {
    Weights transformed = new Weights(transformed(c, weights), true);
    Images images = kernels.wholeTiles(c, x);
    Tiling tiling = Tiling.of(c);
    int rows = c.images() * tiling.rows();
    int most = Math.min(rows, rowsAtATime(c, tiling));
    Part whole = new Part(c, tiling, 0, most);
    Tensor inputs = arena.allocate(Shape.of(whole.groups(), c.inputs(), whole.tiles()));
    Tensor products = arena.allocate(Shape.of(whole.groups(), c.outputs(), whole.tiles()));
    for (int first = 0; first < rows; first += most) {
      Part part = new Part(c, tiling, first, Math.min(most, rows - first));
      transformInputs(part, images, inputs);
      kernels.correlate(part.product(), inputs, transformed, Epilogue.NONE, products);
      transformOutputs(part, products, epilogue, y);
    }
  }

  private int rowsAtATime(Correlation c, Tiling tiling) {
    long channels = (long) c.groups() * Math.max(c.inputs(), c.outputs());
    return (int) Math.max(1, transforms.floats() / (PRODUCTS * channels * tiling.columns()));
  }

  /** What goes through at a time: rows of tiles, numbered through all images. */
  private record Part(Correlation c, Tiling tiling, int first, int rows) {
    int tiles() {
      return rows * tiling.columns();
    }

    int groups() {
      return PRODUCTS * c.groups();
    }

    Correlation product() {
      return Correlation.product(1, groups(), c.outputs(), c.inputs(), tiles());
    }
  }

  private DeviceStorage transformed(Correlation c, Weights weights) {
    Form form = new Form(c.kernel(), c.groups(), c.outputs(), c.inputs());
    Shape shape = Shape.of(PRODUCTS, c.groups(), c.outputs(), c.inputs());
    return weights.derive(
        form,
        shape.size(),
        context,
        target ->
            launch("transformWeights")
                .storage(weights.storage())
                .storage(target)
                .struct(weightsArgument(c))
                .over(shape.size() / PRODUCTS, 1));
  }

  private static Argument weightsArgument(Correlation c) {
    return Argument.ints(
        c.groups(),
        c.outputs(),
        c.inputs(),
        c.kernel().group(),
        c.kernel().output(),
        c.kernel().input(),
        c.kernel().row(),
        c.kernel().column(),
        c.kernel().offset());
  }

  private void transformInputs(Part part, Images images, Tensor inputs) {
    int channels = part.c.groups() * part.c.inputs();
    Launch launch =
        launch("transformInputs")
            .tensors(images.tensor(), inputs)
            .struct(tilesArgument(part, channels, images, Epilogue.NONE));
    overTiles(launch, part, channels);
  }

  private void transformOutputs(Part part, Tensor products, Epilogue epilogue, Tensor y) {
    int channels = part.c.groups() * part.c.outputs();
    Images results = new Images(y, part.c.rows().positions(), part.c.columns().positions(), 0, 0);
    Launch launch =
        launch("transformOutputs")
            .tensors(products, epilogue.biasOr(y), y)
            .struct(tilesArgument(part, channels, results, epilogue));
    overTiles(launch, part, channels);
  }

  private static Argument tilesArgument(Part part, int channels, Images images, Epilogue epilogue) {
    return Argument.ints(
        part.first,
        part.rows,
        channels,
        part.tiling.rows(),
        part.tiling.columns(),
        images.height(),
        images.width(),
        images.top(),
        images.left(),
        epilogue.hasBias(),
        epilogue.activationNumber());
  }

  private Launch launch(String kernel) {
    return new Launch(context, transforms.program(), kernel);
  }

  /** A row of tiles for each work-item of a CPU, a tile for each of a GPU. */
  private void overTiles(Launch launch, Part part, int channels) {
    if (context.family() == Family.CPU) {
      launch.steps((long) PRODUCTS * part.tiling.columns()).over((long) channels * part.rows, 1);
    } else {
      launch.over((long) channels * part.tiles(), 1);
    }
  }
}
