package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.field.Axis;
import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.field.Planes;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.kernel.ScalarKernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * F(2×2) for {@link ScalarKernels}, whose loops want long rows: of tiles. As many as a panel has
 * columns go together through all steps, where there are enough of them in one task; where not,
 * several tasks share first their channels out, and then their outputs. {@link LaneWinograd} does
 * the same with vectors.
 */
public final class ScalarWinograd {
  private static final WinogradForm FORM = WinogradForm.F2;
  private static final int SIZE = FORM.outputs();
  private static final int INPUTS = FORM.inputs();
  private static final int ELEMENTS = FORM.elements();
  private static final int COLUMNS = ScalarKernels.COLUMNS;

  /** Fewer tasks than so many for each thread are divided. */
  private static final int FINEST = 4;

  /**
   * Elements between the matrices of one task: room for what a kernel writes too much, and
   * distances that are no power of two, which would all fall on the same lines of the cache.
   */
  private static final int MARGIN = 16;

  /** Outputs that a kernel may take at once; tasks divide between them. */
  private static final int ROWS_AT_ONCE = 2 * Kernels.ROWS;

  private final Machine machine;
  private final WinogradProblem p;
  private final Planes planes;
  private final float[] y;
  private final Finish finish;
  private final int tileColumns;

  /** Tiles of an image. */
  private final int tilesOfImage;

  private final int tiles;

  /** From one element of the transformed inputs of a panel to the next, and of the products. */
  private final int inputLead;

  public ScalarWinograd(Machine machine, WinogradProblem problem, float[] y, Finish finish) {
    this.machine = machine;
    this.p = problem;
    this.y = y;
    this.finish = finish;
    int tileRows = FORM.tiles(p.outputHeight());
    this.tileColumns = FORM.tiles(p.outputWidth());
    this.tilesOfImage = tileRows * tileColumns;
    this.tiles = p.images() * tilesOfImage;
    this.inputLead = p.inputs() * COLUMNS + MARGIN;
    int[] phases = IntStream.range(0, SIZE).toArray();
    this.planes =
        new Planes(
            new Axis(p.height(), SIZE, p.top(), tileRows + 1),
            new Axis(p.width(), SIZE, p.left(), tileColumns + 1),
            phases,
            phases);
  }

  public void run(float[] x, Tensor weight) {
    String key = FORM + (p.flipped() ? " of the gradient" : "");
    float[] u =
        HeapStorage.derived(
            weight,
            key + weight.shape(),
            () ->
                new WinogradWeights(
                        machine, HeapStorage.values(weight), p.outputs(), p.inputs(), p.flipped())
                    .transformed());
    float[] field = planes.copy(x, p.images() * p.inputs(), machine);
    int panels = (tiles + COLUMNS - 1) / COLUMNS;
    int wanted = FINEST * machine.workers().threads();
    if (panels >= wanted) {
      whole(field, u, panels);
    } else {
      divided(field, u, panels, (wanted + panels - 1) / panels);
    }
    machine.scratch().give(field);
  }

  private long inputSize() {
    return (long) ELEMENTS * inputLead;
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
      this.first = panel * COLUMNS;
      this.count = Math.min(COLUMNS, tiles - first);
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
      int[] offsets = new int[ELEMENTS];
      for (int e = 0; e < offsets.length; e++) {
        offsets[e] = planes.offset(e / INPUTS, e % INPUTS);
      }
      for (int c = from; c < to; c++) {
        ScalarTransforms.input(
            field, c * planes.channelSize(), offsets, runs, panel, v, at + c * COLUMNS, inputLead);
      }
      machine.panels().give(panel);
    }

    /** Multiplies, transforms back and puts into place some channels of the output. */
    void outputs(float[] u, float[] v, int at, int from, int to) {
      Kernels.Panel panel = machine.panels().take();
      int lead = (to - from) * COLUMNS + MARGIN;
      float[] m = machine.scratch().take((long) ELEMENTS * lead);
      products(u, v, at, from, to, panel, m, lead);
      float[] rows = machine.scratch().take((long) SIZE * SIZE * COLUMNS);
      for (int k = from; k < to; k++) {
        ScalarTransforms.output(m, (k - from) * COLUMNS, lead, count, rows);
        for (int row = 0; row < SIZE; row++) {
          finish.apply(k, rows, row * SIZE * COLUMNS, SIZE * count);
        }
        int done = 0;
        for (int run = 0; run < runs.count(); run++) {
          place(rows, SIZE * done, k, first + done, runs.length(run));
          done += runs.length(run);
        }
      }
      machine.scratch().give(rows);
      machine.scratch().give(m);
      machine.panels().give(panel);
    }

    private void products(
        float[] u, float[] v, int at, int from, int to, Kernels.Panel panel, float[] m, int lead) {
      Kernels.Tile tile = new Kernels.Tile(m, COLUMNS);
      int matrix = WinogradWeights.matrixSize(p.outputs(), p.inputs());
      for (int e = 0; e < ELEMENTS; e++) {
        for (int c = 0; c < p.inputs(); c += ScalarKernels.DEPTH) {
          int depth = Math.min(ScalarKernels.DEPTH, p.inputs() - c);
          tile.at(e * lead, to - from, count).add(c > 0);
          int weights = e * matrix + from * p.inputs() + c * Kernels.ROWS;
          int packed = at + e * inputLead + c * COLUMNS;
          ScalarKernels.multiplyPacked(
              u, weights, p.inputs() * Kernels.ROWS, v, packed, panel, depth, tile);
        }
      }
    }

    /** Copies the outputs of some tiles of one row. */
    private void place(float[] rows, int from, int channel, int tile, int count) {
      int row = SIZE * (tile % tilesOfImage / tileColumns);
      int column = SIZE * (tile % tileColumns);
      int line = (tile / tilesOfImage * p.outputs() + channel) * p.outputHeight() + row;
      int at = line * p.outputWidth() + column;
      int wide = Math.min(SIZE * count, p.outputWidth() - column);
      for (int i = 0; i < Math.min(SIZE, p.outputHeight() - row); i++) {
        System.arraycopy(rows, i * SIZE * COLUMNS + from, y, at + i * p.outputWidth(), wide);
      }
    }
  }
}
