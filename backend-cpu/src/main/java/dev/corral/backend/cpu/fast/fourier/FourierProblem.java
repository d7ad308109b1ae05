package dev.corral.backend.cpu.fast.fourier;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A convolution of stride and dilation 1, and how it is cut into tiles: each makes the outputs
 * whose windows it holds whole.
 *
 * @param side of a tile, a power of two; 0 until it is chosen
 * @param images how many
 * @param groups of channels
 * @param inputs channels of a group of the input
 * @param outputs channels of a group of the output
 * @param height of the input
 * @param width of the input
 * @param top zeros above; negative leaves rows out
 * @param left zeros to the left
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param outputHeight rows of the output
 * @param outputWidth columns of the output
 */
public record FourierProblem(
    int side,
    int images,
    int groups,
    int inputs,
    int outputs,
    int height,
    int width,
    int top,
    int left,
    int kernelHeight,
    int kernelWidth,
    int outputHeight,
    int outputWidth) {
  private static final int LEAST_SIDE = 8;
  private static final int MOST_SIDE = 64;

  /** What an element of a tile costs to transform, in products; measured. */
  private static final int TRANSFORM = 40;

  /** Columns of a product that fewer take the time of. */
  private static final int LEAST_COLUMNS = 16;

  /** Elements of the spectra of the largest kernels that are taken on. */
  private static final long MOST_ELEMENTS = 1L << 27;

  /** Elements of the spectra of tiles that are worked on at once. */
  private static final int BATCH = 1 << 22;

  /** The same with the best tiles; none if the kernel is too large for them. */
  public Optional<FourierProblem> tiled() {
    return IntStream.iterate(LEAST_SIDE, size -> size <= MOST_SIDE, size -> 2 * size)
        .filter(size -> size >= Math.max(kernelHeight, kernelWidth))
        .mapToObj(this::sized)
        .filter(problem -> problem.kernelElements() <= MOST_ELEMENTS)
        .min(Comparator.comparingDouble(FourierProblem::cost));
  }

  private FourierProblem sized(int size) {
    return new FourierProblem(
        size,
        images,
        groups,
        inputs,
        outputs,
        height,
        width,
        top,
        left,
        kernelHeight,
        kernelWidth,
        outputHeight,
        outputWidth);
  }

  private long kernelElements() {
    return 2L * frequencies() * groups * inputs * outputs;
  }

  /** About how many products all of it takes the time of, with new kernels each time. */
  private double cost() {
    double columns = Math.max(LEAST_COLUMNS, 2.0 * tiles());
    double products = 2.0 * frequencies() * inputs * outputs * columns;
    double planes = tiles() * (inputs + outputs) + (double) inputs * outputs;
    return products + TRANSFORM * planes * side * side;
  }

  int frequencies() {
    return FourierTile.frequencies(side);
  }

  /** Rows of outputs of a tile. */
  int tileHeight() {
    return side - kernelHeight + 1;
  }

  int tileWidth() {
    return side - kernelWidth + 1;
  }

  private int tileRows() {
    return (outputHeight + tileHeight() - 1) / tileHeight();
  }

  private int tileColumns() {
    return (outputWidth + tileWidth() - 1) / tileWidth();
  }

  /** Tiles of all images. */
  int tiles() {
    return images * tileRows() * tileColumns();
  }

  int image(int tile) {
    return tile / (tileRows() * tileColumns());
  }

  /** The first row of outputs of a tile. */
  int row(int tile) {
    return tile / tileColumns() % tileRows() * tileHeight();
  }

  int column(int tile) {
    return tile % tileColumns() * tileWidth();
  }

  /** Tiles that are worked on at once. */
  int batch() {
    int ofTile = 2 * frequencies() * Math.max(inputs, 2 * outputs);
    return Math.max(1, Math.min(tiles(), BATCH / ofTile));
  }

  /** What the outputs of tiles see of the input's channels, from a tile on. */
  FourierLanes.Planes windows(float[] x, int group, int first) {
    return new FourierLanes.Planes(
        x,
        height,
        width,
        (c, tile) -> ((image(first + tile) * groups + group) * inputs + c) * height * width,
        tile ->
            new FourierTile.Part(row(first + tile) - top, column(first + tile) - left, side, side));
  }

  /** The gradients by the outputs of tiles, from a tile on. */
  FourierLanes.Planes gradients(float[] dy, int group, int first) {
    int size = outputHeight * outputWidth;
    return new FourierLanes.Planes(
        dy,
        outputHeight,
        outputWidth,
        (k, tile) -> ((image(first + tile) * groups + group) * outputs + k) * size,
        tile -> outputs(first + tile));
  }

  /** The outputs of a tile. */
  FourierTile.Part outputs(int tile) {
    int rows = Math.min(tileHeight(), outputHeight - row(tile));
    int columns = Math.min(tileWidth(), outputWidth - column(tile));
    return new FourierTile.Part(row(tile), column(tile), rows, columns);
  }
}
