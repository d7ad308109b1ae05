package dev.corral.backend.cpu.fast;

import java.util.Arrays;

/**
 * The gradient of a 3×3 convolution by its kernel in the tiles of {@link LaneWinograd}: Gᵀ [Σ (A dy
 * Aᵀ) ⊙ (Bᵀ x B)] G, summed over the tiles before the last transform. Channels lie in the lanes, so
 * each of the 16 sums over tiles is a product of two matrices as the transforms leave them. Some
 * tiles at a time go through the transforms and into the sums, so the order of adding depends on
 * nothing but the shape.
 */
final class WinogradKernelGradient {
  private static final int ELEMENTS = 16;
  private static final int TAPS = 9;
  private static final int TILE = 2;
  private static final int LANES = ChannelKernels.LANES;

  /** Tiles at a time: their panels of both factors fit the first-level cache. */
  private static final int DEPTH = 128;

  private final Machine machine;
  private final WinogradProblem p;
  private final Side input;
  private final Side gradient;
  private final float[] result;

  /** Tiles of a unit, which are neighbours in a row of tiles. */
  private final int length;

  private final int unitsOfRow;
  private final int units;

  /** The units that are transformed and multiplied at once. */
  private final int unitsAtOnce;

  /**
   * The gradient of a convolution.
   *
   * @param problem the convolution
   * @param x its input
   * @param dy the gradient by its output
   * @param result receives the gradient by the kernel
   */
  WinogradKernelGradient(
      Machine machine, WinogradProblem problem, float[] x, float[] dy, float[] result) {
    this.machine = machine;
    this.p = problem;
    this.input = new Side(x, 4, p.inputs(), p.height(), p.width(), p.top(), p.left());
    this.gradient = new Side(dy, 2, p.outputs(), p.outputHeight(), p.outputWidth(), 0, 0);
    this.result = result;
    this.unitsOfRow = (p.tileColumns(TILE) + DEPTH - 1) / DEPTH;
    this.length = (p.tileColumns(TILE) + unitsOfRow - 1) / unitsOfRow;
    this.units = p.images() * p.tileRows(TILE) * unitsOfRow;
    this.unitsAtOnce = Math.min(units, DEPTH / length);
  }

  /**
   * A factor of the products.
   *
   * @param values of all images and channels
   * @param size of a tile
   * @param channels of an image
   * @param height of a channel
   * @param width of a channel
   * @param top zeros above
   * @param left zeros to the left
   */
  private record Side(
      float[] values, int size, int channels, int height, int width, int top, int left) {

    int panels() {
      return (channels + LANES - 1) / LANES;
    }
  }

  void run() {
    int depth = unitsAtOnce * length;
    float[] v = machine.scratch().take((long) ELEMENTS * input.panels() * depth * LANES);
    float[] u = machine.scratch().take((long) ELEMENTS * gradient.panels() * depth * LANES);
    float[] m = machine.scratch().take((long) ELEMENTS * rows() * columns());
    for (int first = 0; first < units; first += unitsAtOnce) {
      int from = first;
      int to = Math.min(first + unitsAtOnce, units);
      transform(from, to, v, u);
      machine
          .workers()
          .split(
              ELEMENTS * input.panels(),
              1,
              (begin, end) -> {
                for (int i = begin; i < end; i++) {
                  multiply(i, (to - from) * length, v, u, m, from > 0);
                }
              });
    }
    machine.scratch().give(u);
    machine.scratch().give(v);
    machine.workers().split(p.outputs(), 1, (from, to) -> collect(m, from, to));
    machine.scratch().give(m);
  }

  /** Rows of each of the 16 sums. */
  private int rows() {
    return gradient.panels() * LANES;
  }

  private int columns() {
    return input.panels() * LANES;
  }

  private void transform(int from, int to, float[] v, float[] u) {
    int panels = input.panels() + gradient.panels();
    int wanted = 2 * machine.workers().threads();
    int parts = Math.min(to - from, (wanted + panels - 1) / panels);
    machine
        .workers()
        .run(
            panels * parts,
            task -> {
              int panel = task / parts;
              int begin = from + Workers.share(to - from, task % parts, parts);
              int end = from + Workers.share(to - from, task % parts + 1, parts);
              if (panel < input.panels()) {
                new Rows(input, panel).transform(begin, end, from, to, v);
              } else {
                new Rows(gradient, panel - input.panels()).transform(begin, end, from, to, u);
              }
            });
  }

  /** One element of the tiles, for the lanes of one panel of inputs and all outputs. */
  private void multiply(int index, int depth, float[] v, float[] u, float[] m, boolean add) {
    int element = index / input.panels();
    int panel = index % input.panels();
    float[] zeros = add ? m : new float[LANES];
    for (int k = 0; k < p.outputs(); k += Kernels.ROWS) {
      int to = (element * rows() + k) * columns() + panel * LANES;
      int at = (element * gradient.panels() + k / LANES) * depth * LANES + k % LANES;
      ChannelKernels.multiply(
          u,
          at,
          v,
          index * depth * LANES,
          depth,
          zeros,
          add ? to : 0,
          add ? columns() : 0,
          m,
          to,
          columns());
    }
  }

  /** The last transform of some rows of the sums, and their place in the result. */
  private void collect(float[] m, int fromRow, int toRow) {
    int wide = columns();
    float[] half = machine.scratch().take(12L * wide);
    float[] taps = machine.scratch().take((long) TAPS * wide);
    for (int k = fromRow; k < toRow; k++) {
      int matrix = rows() * wide;
      for (int column = 0; column < 4; column++) {
        int at = column * matrix + k * wide;
        ChannelKernels.kernelColumns(m, at, 4 * matrix, wide, half, column * wide, 4 * wide);
      }
      for (int row = 0; row < 3; row++) {
        ChannelKernels.kernelColumns(half, 4 * row * wide, wide, wide, taps, 3 * row * wide, wide);
      }
      for (int tap = 0; tap < TAPS; tap++) {
        int to = k * p.inputs() * TAPS + tap;
        for (int c = 0; c < p.inputs(); c++) {
          result[to + c * TAPS] = taps[tap * wide + c];
        }
      }
    }
    machine.scratch().give(taps);
    machine.scratch().give(half);
  }

  /** The rows that a row of tiles of one panel of channels covers; the work of one task. */
  private final class Rows {
    private final Side side;
    private final int panel;
    private final int width;

    Rows(Side side, int panel) {
      this.side = side;
      this.panel = panel;
      this.width = 2 * length + side.size - 2;
    }

    /** Transforms some units of those from … to − 1 that are multiplied next. */
    void transform(int begin, int end, int from, int to, float[] result) {
      int pitch = width * LANES;
      float[] rows = machine.scratch().take((long) side.size * pitch);
      int lead = side.panels() * (to - from) * length * LANES;
      for (int unit = begin; unit < end; unit++) {
        int row = unit / unitsOfRow % p.tileRows(TILE);
        int known = unit > begin && unitsOfRow == 1 && row > 0 ? side.size - 2 : 0;
        System.arraycopy(rows, 2 * pitch, rows, 0, known * pitch);
        for (int i = known; i < side.size; i++) {
          int image = unit / unitsOfRow / p.tileRows(TILE);
          gather(image, 2 * row + i - side.top, unit % unitsOfRow * length, rows, i * pitch);
        }
        int at = (panel * (to - from) + unit - from) * length * LANES;
        if (side.size == 4) {
          ChannelKernels.inputTiles(rows, pitch, length, result, at, lead);
        } else {
          ChannelKernels.gradientTiles(rows, pitch, length, result, at, lead);
        }
      }
      machine.scratch().give(rows);
    }

    /** Puts the panel's channels of a row side by side, and zeros where nothing is. */
    private void gather(int image, int row, int firstTile, float[] rows, int to) {
      int last = to + width * LANES;
      if (row < 0 || row >= side.height) {
        Arrays.fill(rows, to, last, 0);
        return;
      }
      int first = 2 * firstTile - side.left;
      int begin = Math.min(width, Math.max(0, -first));
      int end = Math.max(begin, Math.min(width, side.width - first));
      int channels = Math.min(LANES, side.channels - panel * LANES);
      int line = ((image * side.channels + panel * LANES) * side.height + row) * side.width;
      Arrays.fill(rows, to, to + begin * LANES, 0);
      VectorTranspose.toLanes(
          side.values,
          line + first + begin,
          side.height * side.width,
          channels,
          end - begin,
          rows,
          to + begin * LANES);
      Arrays.fill(rows, to + end * LANES, last, 0);
    }
  }
}
