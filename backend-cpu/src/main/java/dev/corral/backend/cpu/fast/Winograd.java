package dev.corral.backend.cpu.fast;

import dev.corral.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Winograd's minimal filtering: each tile of m×m outputs is made of one of (m + 2)² inputs with as
 * many multiplications, instead of 9 m², after Lavin and Gray, <em>Fast Algorithms for
 * Convolutional Neural Networks</em> (2015). As many tiles as a panel has columns go together
 * through all steps, where there are enough of them in one task; where not, several tasks share
 * first their channels out, and then their outputs.
 */
final class Winograd {
  /** Fewer tasks than so many for each thread are divided. */
  private static final int FINEST = 4;

  /**
   * Elements between the matrices of one task: room for what a kernel writes too much, and
   * distances that are no power of two, which would all fall on the same lines of the cache.
   */
  private static final int MARGIN = 16;

  /** Outputs that a kernel may take at once; tasks divide between them. */
  private static final int ROWS_AT_ONCE = 2 * Kernels.ROWS;

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

    /** Rows of tiles of so many rows of outputs. */
    int tileRows(int tile) {
      return (outputHeight + tile - 1) / tile;
    }

    int tileColumns(int tile) {
      return (outputWidth + tile - 1) / tile;
    }
  }

  private final Machine machine;
  private final Kernels kernels;
  private final TileTransforms transforms;
  private final WinogradForm form;
  private final Problem p;
  private final Planes planes;
  private final float[] y;
  private final Finish finish;
  private final int columns;

  /** Rows and columns of outputs of a tile. */
  private final int size;

  private final int tileColumns;

  /** Tiles of an image. */
  private final int tilesOfImage;

  private final int tiles;

  /** From one element of the transformed inputs of a panel to the next, and of the products. */
  private final int inputLead;

  Winograd(Machine machine, WinogradForm wanted, Problem problem, float[] y, Finish finish) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.transforms = kernels.transforms(wanted);
    this.form = transforms.form();
    this.p = problem;
    this.y = y;
    this.finish = finish;
    this.columns = kernels.columns();
    this.size = form.outputs();
    int tileRows = p.tileRows(size);
    this.tileColumns = p.tileColumns(size);
    this.tilesOfImage = tileRows * tileColumns;
    this.tiles = p.images() * tilesOfImage;
    this.inputLead = p.inputs() * columns + MARGIN;
    int[] phases = IntStream.range(0, size).toArray();
    this.planes =
        new Planes(
            new Axis(p.height(), size, p.top(), tileRows + 1),
            new Axis(p.width(), size, p.left(), tileColumns + 1),
            phases,
            phases);
  }

  void run(float[] x, Tensor weight) {
    String key = form + (p.flipped() ? " of the gradient" : "");
    float[] u =
        HeapStorage.derived(
            weight,
            key + weight.shape(),
            () ->
                new WinogradWeights(
                        machine,
                        form,
                        HeapStorage.values(weight),
                        p.outputs(),
                        p.inputs(),
                        p.flipped())
                    .transformed());
    float[] field = planes.copy(x, p.images() * p.inputs(), machine);
    int panels = (tiles + columns - 1) / columns;
    int wanted = FINEST * machine.workers().threads();
    if (panels >= wanted) {
      whole(field, u, panels);
    } else {
      divided(field, u, panels, (wanted + panels - 1) / panels);
    }
    machine.scratch().give(field);
  }

  private long inputSize() {
    return (long) form.elements() * inputLead;
  }

  /** A task for each panel of tiles. */
  private void whole(float[] field, float[] u, int panels) {
    machine
        .workers()
        .run(
            panels,
            task -> {
              Block block = new Block(task);
              float[] v = machine.scratch().take(inputSize());
              block.inputs(field, 0, p.inputs(), v, 0);
              block.outputs(u, v, 0, 0, p.outputs());
              machine.scratch().give(v);
            });
  }

  /** Some tasks for each panel of tiles. */
  private void divided(float[] field, float[] u, int panels, int parts) {
    float[] v = machine.scratch().take(panels * inputSize());
    int vSize = Math.toIntExact(inputSize());
    machine
        .workers()
        .run(
            panels * parts,
            task -> {
              int panel = task / parts;
              int from = Workers.share(p.inputs(), task % parts, parts);
              int to = Workers.share(p.inputs(), task % parts + 1, parts);
              new Block(panel).inputs(field, from, to, v, panel * vSize);
            });
    int blocks = (p.outputs() + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
    machine
        .workers()
        .run(
            panels * parts,
            task -> {
              int panel = task / parts;
              int from = ROWS_AT_ONCE * Workers.share(blocks, task % parts, parts);
              int to = ROWS_AT_ONCE * Workers.share(blocks, task % parts + 1, parts);
              if (from < to) {
                new Block(panel).outputs(u, v, panel * vSize, from, Math.min(to, p.outputs()));
              }
            });
    machine.scratch().give(v);
  }

  /** Tiles of a panel, which may be of more than one image. */
  private final class Block {
    private final int first;
    private final int count;
    private final Runs runs;

    Block(int panel) {
      this.first = panel * columns;
      this.count = Math.min(columns, tiles - first);
      this.runs =
          new Runs(
              tileColumns,
              planes.pitch(),
              tilesOfImage / tileColumns,
              p.inputs() * planes.channelSize());
      runs.locate(first, count);
    }

    /** Transforms some channels. */
    void inputs(float[] field, int from, int to, float[] v, int at) {
      Kernels.Panel panel = machine.panels().take();
      int[] offsets = new int[form.elements()];
      for (int e = 0; e < offsets.length; e++) {
        offsets[e] = planes.offset(e / form.inputs(), e % form.inputs());
      }
      for (int c = from; c < to; c++) {
        transforms.input(
            field, c * planes.channelSize(), offsets, runs, panel, v, at + c * columns, inputLead);
      }
      machine.panels().give(panel);
    }

    /** Multiplies, transforms back and puts into place some channels of the output. */
    void outputs(float[] u, float[] v, int at, int from, int to) {
      Kernels.Panel panel = machine.panels().take();
      int lead = (to - from) * columns + MARGIN;
      float[] m = machine.scratch().take((long) form.elements() * lead);
      products(u, v, at, from, to, panel, m, lead);
      float[] rows = machine.scratch().take((long) size * size * columns);
      for (int k = from; k < to; k++) {
        transforms.output(m, (k - from) * columns, lead, count, panel, rows);
        for (int row = 0; row < size; row++) {
          finish.apply(k, rows, row * size * columns, size * count);
        }
        int done = 0;
        for (int run = 0; run < runs.count(); run++) {
          place(rows, size * done, k, first + done, runs.length(run));
          done += runs.length(run);
        }
      }
      machine.scratch().give(rows);
      machine.scratch().give(m);
      machine.panels().give(panel);
    }

    private void products(
        float[] u, float[] v, int at, int from, int to, Kernels.Panel panel, float[] m, int lead) {
      Kernels.Tile tile = new Kernels.Tile(m, columns);
      int wide = kernels.wholeColumns(count);
      int matrix = WinogradWeights.matrixSize(p.outputs(), p.inputs());
      for (int e = 0; e < form.elements(); e++) {
        for (int c = 0; c < p.inputs(); c += kernels.depth()) {
          int depth = Math.min(kernels.depth(), p.inputs() - c);
          tile.at(e * lead, to - from, wide).add(c > 0);
          int weights = e * matrix + from * p.inputs() + c * Kernels.ROWS;
          int packed = at + e * inputLead + c * columns;
          kernels.multiplyPacked(
              u, weights, p.inputs() * Kernels.ROWS, v, packed, panel, depth, tile);
        }
      }
    }

    /** Copies the outputs of some tiles of one row. */
    private void place(float[] rows, int from, int channel, int tile, int count) {
      int row = size * (tile % tilesOfImage / tileColumns);
      int column = size * (tile % tileColumns);
      int line = (tile / tilesOfImage * p.outputs() + channel) * p.outputHeight() + row;
      int at = line * p.outputWidth() + column;
      int wide = Math.min(size * count, p.outputWidth() - column);
      for (int i = 0; i < Math.min(size, p.outputHeight() - row); i++) {
        System.arraycopy(rows, i * size * columns + from, y, at + i * p.outputWidth(), wide);
      }
    }
  }
}
