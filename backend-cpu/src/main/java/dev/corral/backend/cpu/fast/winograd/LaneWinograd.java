package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.LaneProduct;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.tensor.Tensor;

/**
 * Winograd's minimal filtering with channels in the lanes: each tile of m×m outputs is made of one
 * of (m + 2)² inputs with about as many multiplications, instead of 9 m², after Lavin and Gray,
 * <em>Fast Algorithms for Convolutional Neural Networks</em> (2015). For each element of the
 * transformed tiles, the products are one of a matrix of tiles × inputs and one of inputs ×
 * outputs. Where there are enough tiles, a task takes some of them through all steps, so that
 * nothing leaves its cache; where there are few, the tasks share out first the channels of the
 * input, and then those of the output.
 */
public final class LaneWinograd {
  private static final int LANES = ChannelKernels.LANES;
  private static final int L = LANES / 2;

  /** Transformed inputs that a task has at once: half the second-level cache of a usual core. */
  private static final int STEP_ELEMENTS = 1 << 17;

  /** Transformed inputs that wait for the second half of the divided work. */
  private static final int CHUNK_ELEMENTS = 1 << 22;

  /** Fewer tasks than so many for each thread are divided. */
  private static final int FINEST = 2;

  /** Transformed weights that a thread has to itself at most, and the least of its tiles then. */
  private static final int WEIGHTS_OF_THREAD = 1 << 20;

  private static final int TILES_OF_THREAD = 64;

  private final Machine machine;
  private final LaneTransforms transforms;
  private final int size;
  private final int inputSize;
  private final int elements;
  private final WinogradProblem p;
  private final float[] y;
  private final Finish finish;
  private final int panels;
  private final int outputPanels;
  private final TileUnits units;
  private final int length;

  public LaneWinograd(
      Machine machine, WinogradForm form, WinogradProblem p, float[] y, Finish finish) {
    this.machine = machine;
    this.transforms = LaneTransforms.of(form);
    this.size = form.outputs();
    this.inputSize = form.inputs();
    this.elements = form.elements();
    this.p = p;
    this.y = y;
    this.finish = finish;
    this.panels = (p.inputs() + LANES - 1) / LANES;
    this.outputPanels = (p.outputs() + LANES - 1) / LANES;
    this.units = TileUnits.of(p, form);
    this.length = units.length();
  }

  public void run(float[] x, Tensor weight) {
    TileRows.Images images =
        new TileRows.Images(x, p.inputs(), p.height(), p.width(), p.top(), p.left());
    WinogradForm form = transforms.form();
    String key = form + (p.flipped() ? " flipped " : " ") + weight.shape();
    boolean known = HeapStorage.isKnown(weight, key);
    float[] w = HeapStorage.values(weight);
    WinogradPanels weights =
        new WinogradPanels(machine, form, w, p.outputs(), p.inputs(), p.flipped());
    int step = unitsAtOnce();
    if (steps(step) >= FINEST * machine.workers().threads()) {
      if (!known && isApart(weights)) {
        apart(images, weights, step);
      } else {
        float[] u = HeapStorage.derived(weight, key, weights::transformed);
        whole(images, u, weights.lead(), step);
      }
    } else if (known
        || tasksOfPanel(units.count(), outputPanels) > 1
        || units.count() > unitsOfChunk()) {
      divided(
          images, prepared(HeapStorage.derived(weight, key, weights::transformed), weights.lead()));
    } else {
      divided(images, (panel, product) -> transformed(weights, panel, product));
    }
  }

  /** Whether it pays that each thread transforms all weights for itself. */
  private boolean isApart(WinogradPanels weights) {
    return (long) elements * weights.lead() <= WEIGHTS_OF_THREAD
        && units.count() * length >= TILES_OF_THREAD * machine.workers().threads();
  }

  /** Gives the weights of each element for a panel of outputs to a product. */
  private interface PanelWeights {
    void forEach(int panel, ElementProduct product);
  }

  /** A product of an element of the tiles with weights that begin at u[at]. */
  private interface ElementProduct {
    void multiply(int element, float[] u, int at);
  }

  private PanelWeights prepared(float[] u, int lead) {
    return (panel, product) -> {
      for (int e = 0; e < elements; e++) {
        product.multiply(e, u, e * lead + panel * p.inputs() * LANES);
      }
    };
  }

  /** Weights that may be seen only once, as in training, are used where they are transformed. */
  private void transformed(WinogradPanels weights, int panel, ElementProduct product) {
    int lead = p.inputs() * LANES + L;
    float[] taps = machine.scratch().take((long) WinogradPanels.TAPS * p.inputs() * LANES);
    WinogradForm form = transforms.form();
    int last = form.rows() - 1;
    float[] row = machine.scratch().take((long) (elements - form.first(last)) * lead);
    weights.gather(panel, 0, p.inputs(), taps);
    for (int i = 0; i <= last; i++) {
      weights.row(i, taps, p.inputs(), row, 0, lead);
      for (int e = form.first(i); e < form.first(i + 1); e++) {
        product.multiply(e, row, (e - form.first(i)) * lead);
      }
    }
    machine.scratch().give(row);
    machine.scratch().give(taps);
  }

  /** What a chunk holds: its elements, and room before them. */
  private int slots() {
    return elements + 1;
  }

  /** Elements of a transformed tile's row of V: all channels. */
  private int row() {
    return panels * LANES;
  }

  /** The same where products take the place of what they are made of. */
  private int widerRow() {
    return Math.max(panels, outputPanels) * LANES;
  }

  /** How many tasks have so many units each. */
  private int steps(int step) {
    return (units.count() + step - 1) / step;
  }

  /** As many as the cache holds, but so that the threads end at about the same time. */
  private int unitsAtOnce() {
    int ofUnit = slots() * length * widerRow();
    int most = Math.max(1, Math.min(units.count(), STEP_ELEMENTS / ofUnit));
    int best = 1;
    int least = Integer.MAX_VALUE;
    for (int step = 1; step <= most; step++) {
      int threads = machine.workers().threads();
      int longest = (steps(step) + threads - 1) / threads * step;
      if (longest <= least) {
        best = step;
        least = longest;
      }
    }
    return best;
  }

  private void whole(TileRows.Images images, float[] u, int uLead, int step) {
    machine
        .workers()
        .run(steps(step), task -> whole(images, u, uLead, task * step, (task + 1) * step));
  }

  /**
   * Each thread has weights that may be seen only once to itself: what goes from one core's cache
   * to another's is slow where cores are far apart.
   */
  private void apart(TileRows.Images images, WinogradPanels weights, int step) {
    int steps = steps(step);
    int shares = machine.workers().threads();
    machine
        .workers()
        .run(
            shares,
            share -> {
              float[] u = weights.transformed();
              int end = Workers.share(steps, share + 1, shares);
              for (int i = Workers.share(steps, share, shares); i < end; i++) {
                whole(images, u, weights.lead(), i * step, (i + 1) * step);
              }
              machine.scratch().give(u);
            });
  }

  /** Some units, as far as there are, with all channels. */
  private void whole(TileRows.Images images, float[] u, int uLead, int from, int to) {
    Chunk chunk = new Chunk(from, Math.min(to, units.count()), widerRow());
    for (int panel = 0; panel < panels; panel++) {
      chunk.inputs(images, panel, chunk.from, chunk.to);
    }
    chunk.multiply(u, uLead);
    for (int panel = 0; panel < outputPanels; panel++) {
      chunk.outputs(panel);
    }
    chunk.close();
  }

  private int unitsOfChunk() {
    return Math.max(1, Math.min(units.count(), CHUNK_ELEMENTS / (slots() * length * row())));
  }

  private void divided(TileRows.Images images, PanelWeights weights) {
    int most = unitsOfChunk();
    for (int from = 0; from < units.count(); from += most) {
      Chunk chunk = new Chunk(from, Math.min(from + most, units.count()), row());
      share(chunk, panels, (panel, begin, end) -> chunk.inputs(images, panel, begin, end));
      share(chunk, outputPanels, (panel, begin, end) -> chunk.outputs(weights, panel, begin, end));
      chunk.close();
    }
  }

  /** A task for each panel, or several if there are fewer panels than threads want. */
  private int tasksOfPanel(int count, int panelCount) {
    int wanted = FINEST * machine.workers().threads();
    return Math.min(count, (wanted + panelCount - 1) / panelCount);
  }

  private void share(Chunk chunk, int panelCount, PanelTask task) {
    int count = chunk.to - chunk.from;
    int parts = tasksOfPanel(count, panelCount);
    machine
        .workers()
        .run(
            panelCount * parts,
            index -> {
              int begin = chunk.from + Workers.share(count, index / panelCount, parts);
              int end = chunk.from + Workers.share(count, index / panelCount + 1, parts);
              task.run(index % panelCount, begin, end);
            });
  }

  /** Something to do with some units for a panel of channels. */
  private interface PanelTask {
    void run(int panel, int from, int to);
  }

  /** Some units, and their transformed inputs V: element e in slot e + 1. */
  private final class Chunk {
    private final int from;
    private final int to;

    /** From one slot to the next. */
    private final int lead;

    private final float[] v;

    /**
     * Units without content yet.
     *
     * @param row elements that a tile has room for in a slot
     */
    Chunk(int from, int to, int row) {
      this.from = from;
      this.to = to;
      this.lead = LaneProduct.rowsAtLeast((to - from) * length) * row + L;
      this.v =
          machine.scratch().take((long) slots() * lead + (long) LaneProduct.rowsAtLeast(0) * row);
    }

    void close() {
      machine.scratch().give(v);
    }

    /** Transforms some units of a panel of channels. */
    void inputs(TileRows.Images images, int panel, int begin, int end) {
      float[] room = machine.scratch().take(TileRows.elements(size, inputSize, length));
      TileRows rows = new TileRows(images, panel, size, inputSize, length, room);
      float[] half = machine.scratch().take(transforms.room(length));
      for (int unit = begin; unit < end; unit++) {
        units.read(unit, rows);
        int at = lead + (unit - from) * length * row() + panel * LANES;
        transforms.input(room, rows.pitch(), length, half, v, at, lead, row());
      }
      machine.scratch().give(half);
      machine.scratch().give(room);
    }

    /** Products of all units: those of an element go to the slot before, which is free then. */
    void multiply(float[] u, int uLead) {
      int tiles = (to - from) * length;
      int row = outputPanels * LANES;
      for (int e = 0; e < elements; e++) {
        for (int panel = 0; panel < outputPanels; panel++) {
          int at = e * uLead + panel * p.inputs() * LANES;
          int product = e * lead + panel * LANES;
          LaneProduct.multiply(v, (e + 1) * lead, row(), tiles, u, at, p.inputs(), v, product, row);
        }
      }
    }

    /** Transforms back and puts into place a panel of outputs. */
    void outputs(int panel) {
      outputs(v, panel * LANES, lead, outputPanels * LANES, panel, from, to);
    }

    /** Multiplies, transforms back and puts into place some units of a panel of outputs. */
    void outputs(PanelWeights weights, int panel, int begin, int end) {
      int tiles = (end - begin) * length;
      int matrix = LaneProduct.rowsAtLeast(tiles) * LANES + L;
      float[] m = machine.scratch().take((long) elements * matrix);
      int first = lead + (begin - from) * length * row();
      weights.forEach(
          panel,
          (e, u, at) ->
              LaneProduct.multiply(
                  v, e * lead + first, row(), tiles, u, at, p.inputs(), m, e * matrix, LANES));
      outputs(m, 0, matrix, LANES, panel, begin, end);
      machine.scratch().give(m);
    }

    private void outputs(
        float[] m, int first, int matrix, int tile, int panel, int begin, int end) {
      float[] half = machine.scratch().take(transforms.room(length));
      float[] rows = machine.scratch().take((long) size * length * size * LANES);
      for (int unit = begin; unit < end; unit++) {
        int at = first + (unit - begin) * length * tile;
        transforms.output(m, at, matrix, tile, length, half, rows, size * length * LANES);
        place(rows, panel, unit);
      }
      machine.scratch().give(rows);
      machine.scratch().give(half);
    }

    private void place(float[] rows, int panel, int unit) {
      int image = units.image(unit);
      int row = size * units.row(unit);
      int column = size * units.column(unit);
      int wide = Math.min(size * length, p.outputWidth() - column);
      int channel = panel * LANES;
      int channels = Math.min(LANES, p.outputs() - channel);
      int plane = p.outputHeight() * p.outputWidth();
      int present = Math.min(size, p.outputHeight() - row);
      // Whole rows lie one after the other here and there, and long runs are faster.
      boolean whole = wide == size * length && wide == p.outputWidth();
      int atOnce = whole ? present : 1;
      for (int i = 0; i < present; i += atOnce) {
        int to = (image * p.outputs() + channel) * plane + (row + i) * p.outputWidth() + column;
        int count = atOnce * wide;
        VectorTranspose.fromLanes(rows, i * size * length * LANES, count, channels, y, to, plane);
        for (int k = 0; k < channels && finish != Finish.NONE; k++) {
          finish.apply(channel + k, y, to + k * plane, count);
        }
      }
    }
  }
}
