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

  /**
   * Elements between the matrices of one task: room for what a kernel writes too much, and
   * distances that are no power of two, which would all fall on the same lines of the cache.
   */
  private static final int MARGIN = 16;

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
    int tiles = p.images() * p.tiles();
    machine
        .workers()
        .run(
            (tiles + columns - 1) / columns,
            task -> {
              int first = task * columns;
              new Block(field, u).run(first, Math.min(columns, tiles - first));
            });
    machine.scratch().give(field);
  }

  /** Some tiles, which may be of more than one image; the work of one task. */
  private final class Block {
    private final float[] field;
    private final float[] u;
    private final Runs runs =
        new Runs(p.tileColumns(), planes.pitch(), p.tileRows(), p.inputs() * planes.channelSize());

    /** From one element of the transformed inputs to the next, and of the products. */
    private final int inputLead = p.inputs() * columns + MARGIN;

    private final int outputLead = p.outputs() * columns + MARGIN;

    Block(float[] field, float[] u) {
      this.field = field;
      this.u = u;
    }

    void run(int first, int count) {
      Kernels.Panel panel = machine.panels().take();
      float[] v = machine.scratch().take((long) ELEMENTS * inputLead);
      float[] m = machine.scratch().take((long) ELEMENTS * outputLead);
      runs.locate(first, count);
      inputs(panel, v);
      products(panel, v, m, count);
      outputs(first, count, m, v);
      machine.scratch().give(m);
      machine.scratch().give(v);
      machine.panels().give(panel);
    }

    private void inputs(Kernels.Panel panel, float[] v) {
      int[] offsets = new int[ELEMENTS];
      for (int e = 0; e < ELEMENTS; e++) {
        offsets[e] = planes.offset(e / 4, e % 4);
      }
      for (int c = 0; c < p.inputs(); c++) {
        int to = c * columns;
        for (int run = 0; run < runs.count(); run++) {
          int at = c * planes.channelSize() + runs.start(run);
          kernels.winogradInput(field, at, offsets, runs.length(run), panel, v, to, inputLead);
          to += runs.length(run);
        }
      }
    }

    private void products(Kernels.Panel panel, float[] v, float[] m, int count) {
      Kernels.Tile tile = new Kernels.Tile(m, columns);
      int wide = kernels.wholeTiles() ? columns : count;
      int matrix = WinogradWeights.matrixSize(p.outputs(), p.inputs());
      for (int e = 0; e < ELEMENTS; e++) {
        for (int from = 0; from < p.inputs(); from += kernels.depth()) {
          int depth = Math.min(kernels.depth(), p.inputs() - from);
          tile.at(e * outputLead, p.outputs(), wide).add(from > 0);
          int weights = e * matrix + from * Kernels.ROWS;
          int packed = e * inputLead + from * columns;
          kernels.multiplyPacked(
              u, weights, p.inputs() * Kernels.ROWS, v, packed, panel, depth, tile);
        }
      }
    }

    /** Transforms back, two rows of outputs into scratch memory and from there into place. */
    private void outputs(int first, int count, float[] m, float[] rows) {
      for (int k = 0; k < p.outputs(); k++) {
        kernels.winogradOutput(m, k * columns, outputLead, rows);
        finish.apply(k, rows, 0, 2 * count);
        finish.apply(k, rows, 2 * columns, 2 * count);
        int done = 0;
        for (int run = 0; run < runs.count(); run++) {
          place(rows, 2 * done, k, first + done, runs.length(run));
          done += runs.length(run);
        }
      }
    }

    /** Copies the outputs of some tiles of one row. */
    private void place(float[] rows, int from, int channel, int tile, int count) {
      int row = 2 * (tile % p.tiles() / p.tileColumns());
      int column = 2 * (tile % p.tileColumns());
      int line = (tile / p.tiles() * p.outputs() + channel) * p.outputHeight() + row;
      int at = line * p.outputWidth() + column;
      int wide = Math.min(2 * count, p.outputWidth() - column);
      System.arraycopy(rows, from, y, at, wide);
      if (row + 1 < p.outputHeight()) {
        System.arraycopy(rows, 2 * columns + from, y, at + p.outputWidth(), wide);
      }
    }
  }
}
