package dev.corral.backend.cpu.fast;

import dev.corral.tensor.Tensor;

/**
 * Winograd's F(2×2, 3×3): each 2×2 tile of outputs is made of a 4×4 tile of inputs with 16
 * multiplications instead of 36, after Lavin and Gray, <em>Fast Algorithms for Convolutional Neural
 * Networks</em> (2015). A task takes as many tiles as a panel has columns through all steps.
 */
final class Winograd {
  /** Elements of a transformed tile. */
  private static final int ELEMENTS = 16;

  private static final int OUTPUTS = 4;

  /**
   * A convolution of 3×3 kernels with stride 1.
   *
   * @param images how many
   * @param inputs channels of the input
   * @param outputs channels of the output
   * @param height of the input
   * @param width of the input
   * @param top zeros above; negative leaves rows out
   * @param left zeros to the left
   * @param outputHeight rows of the output
   * @param outputWidth columns of the output
   * @param flipped whether it is the gradient by the input: the kernel's channels exchanged and its
   *     elements in reverse order
   */
  record Problem(
      int images,
      int inputs,
      int outputs,
      int height,
      int width,
      int top,
      int left,
      int outputHeight,
      int outputWidth,
      boolean flipped) {

    int tileRows() {
      return (outputHeight + 1) / 2;
    }

    int tileColumns() {
      return (outputWidth + 1) / 2;
    }

    int tiles() {
      return tileRows() * tileColumns();
    }
  }

  private final Machine machine;
  private final Kernels kernels;
  private final Problem p;
  private final Planes planes;
  private final float[] y;
  private final Finish finish;
  private final int columns;

  Winograd(Machine machine, Problem problem, float[] y, Finish finish) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.p = problem;
    this.y = y;
    this.finish = finish;
    this.columns = kernels.columns();
    int[] both = {0, 1};
    this.planes =
        new Planes(
            new Axis(p.height(), 2, p.top(), p.tileRows() + 1),
            new Axis(p.width(), 2, p.left(), p.tileColumns() + 1),
            both,
            both);
  }

  void run(float[] x, Tensor weight) {
    String key = p.flipped() ? "winograd of the gradient" : "winograd";
    float[] u =
        HeapStorage.derived(
            weight,
            key + weight.shape(),
            () ->
                new WinogradWeights(
                        machine, HeapStorage.values(weight), p.outputs(), p.inputs(), p.flipped())
                    .transformed());
    float[] field = planes.copy(x, p.images() * p.inputs(), machine);
    int blocks = (p.tiles() + columns - 1) / columns;
    machine
        .workers()
        .run(
            p.images() * blocks,
            task ->
                new Block(field, u, WinogradWeights.matrixSize(p.outputs(), p.inputs()))
                    .run(task / blocks, task % blocks));
    machine.scratch().give(field);
  }

  /** Some tiles of an image; the work of one task. */
  private final class Block {
    private final float[] field;
    private final float[] u;
    private final int weightsSize;
    private final Runs runs = new Runs(p.tileColumns(), planes.pitch());

    Block(float[] field, float[] u, int weightsSize) {
      this.field = field;
      this.u = u;
      this.weightsSize = weightsSize;
    }

    void run(int image, int block) {
      int first = block * columns;
      int count = Math.min(columns, p.tiles() - first);
      Kernels.Panel panel = machine.panels().take();
      float[] v = machine.scratch().take((long) ELEMENTS * p.inputs() * columns);
      float[] m = machine.scratch().take((long) ELEMENTS * p.outputs() * columns);
      runs.locate(first, count);
      inputs(image, panel, v);
      products(panel, v, m, count);
      outputs(image, first, count, m, v);
      machine.scratch().give(m);
      machine.scratch().give(v);
      machine.panels().give(panel);
    }

    private void inputs(int image, Kernels.Panel panel, float[] v) {
      int[] offsets = new int[ELEMENTS];
      for (int e = 0; e < ELEMENTS; e++) {
        offsets[e] = planes.offset(e / 4, e % 4);
      }
      for (int c = 0; c < p.inputs(); c++) {
        int at = (image * p.inputs() + c) * planes.channelSize();
        kernels.gather(field, at, offsets, 0, ELEMENTS, runs, panel);
        kernels.winogradInput(panel, v, c * columns, p.inputs() * columns);
      }
    }

    private void products(Kernels.Panel panel, float[] v, float[] m, int count) {
      Kernels.Tile tile = new Kernels.Tile(m, columns);
      int wide = kernels.wholeTiles() ? columns : count;
      for (int e = 0; e < ELEMENTS; e++) {
        for (int from = 0; from < p.inputs(); from += kernels.depth()) {
          int depth = Math.min(kernels.depth(), p.inputs() - from);
          tile.at(e * p.outputs() * columns, p.outputs(), wide).add(from > 0);
          int weights = e * weightsSize + from * Kernels.ROWS;
          int packed = (e * p.inputs() + from) * columns;
          kernels.multiplyPacked(
              u, weights, p.inputs() * Kernels.ROWS, v, packed, panel, depth, tile);
        }
      }
    }

    /** Transforms back, four rows of outputs of the tiles into scratch memory, then into place. */
    private void outputs(int image, int first, int count, float[] m, float[] rows) {
      for (int k = 0; k < p.outputs(); k++) {
        kernels.winogradOutput(m, k * columns, p.outputs() * columns, rows);
        for (int element = 0; element < OUTPUTS; element++) {
          finish.apply(k, rows, element * columns, count);
        }
        int to = (image * p.outputs() + k) * p.outputHeight() * p.outputWidth();
        place(rows, first, count, to);
      }
    }

    private void place(float[] rows, int first, int count, int to) {
      int row = first / p.tileColumns();
      int column = first % p.tileColumns();
      for (int done = 0; done < count; row++, column = 0) {
        int length = Math.min(count - done, p.tileColumns() - column);
        int at = to + 2 * row * p.outputWidth() + 2 * column;
        int wide = Math.min(2 * length, p.outputWidth() - 2 * column);
        placeRow(rows, done, columns + done, at, wide);
        if (2 * row + 1 < p.outputHeight()) {
          placeRow(rows, 2 * columns + done, 3 * columns + done, at + p.outputWidth(), wide);
        }
        done += length;
      }
    }

    private void placeRow(float[] rows, int even, int odd, int at, int count) {
      for (int j = 0; j < count / 2; j++) {
        y[at + 2 * j] = rows[even + j];
        y[at + 2 * j + 1] = rows[odd + j];
      }
      if (count % 2 != 0) {
        y[at + count - 1] = rows[even + count / 2];
      }
    }
  }
}
