package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;

/**
 * The gradient of a 3×3 convolution by its kernel in the tiles of {@link LaneWinograd}: Gᵀ [Σ (A dy
 * Aᵀ) ⊙ (Bᵀ x B)] G, summed over the tiles before the last transform. Channels lie in the lanes, so
 * each element's sum over tiles is a product of two matrices as the transforms leave them. Where
 * there are many tiles for the kernels, each thread sums its share of them and transforms the sums
 * back, and what comes of it is added in a fixed order; otherwise all threads take as many tiles at
 * a time through the transforms and into common sums as their cache holds.
 */
public final class WinogradKernelGradient {
  private static final int TAPS = WinogradPanels.TAPS;
  private static final int LANES = ChannelKernels.LANES;

  /** Tiles that are summed at once: their panel of gradients fits the first-level cache. */
  private static final int DEPTH = 128;

  /** Elements of both factors that wait for their product. */
  private static final int WAITING = 1 << 21;

  /** The same of a thread that has its own, and the sums that it has beside them at most. */
  private static final int WAITING_OF_THREAD = 1 << 19;

  private static final int SUMS_OF_THREAD = 1 << 20;

  /** Elements of kernels that are worth a task to add. */
  private static final int LEAST_ADDED = 1 << 13;

  /** Inputs whose kernels are transformed at once. */
  private static final int KERNELS = 8;

  /** Tasks for each thread, at least, so that all end at about the same time. */
  private static final int FINEST = 8;

  /**
   * Elements between the matrices of one factor: distances that are no power of two, which would
   * all fall on the same lines of the cache.
   */
  private static final int MARGIN = 48;

  /** From one element of a block's sums to the next: an input's LANES outputs after the other. */
  private static final int MATRIX = LANES * LANES + MARGIN;

  /** What sums begin with. */
  private static final float[] ZEROS = new float[LANES];

  private final Machine machine;
  private final WinogradForm form;
  private final WinogradProblem p;
  private final TileRows.Images input;
  private final TileRows.Images gradient;
  private final float[] result;
  private final TileUnits units;
  private final int length;

  /** The units that are transformed and multiplied at once. */
  private final int unitsAtOnce;

  /** Pairs of a panel of inputs and one of outputs, whose sums lie together. */
  private final int blocks;

  /** Tasks that share out the elements of a block. */
  private final int parts;

  /**
   * The gradient of a convolution.
   *
   * @param form of the tiles
   * @param problem the convolution
   * @param x its input
   * @param dy the gradient by its output
   * @param result receives the gradient by the kernel
   */
  public WinogradKernelGradient(
      Machine machine,
      WinogradForm form,
      WinogradProblem problem,
      float[] x,
      float[] dy,
      float[] result) {
    this.machine = machine;
    this.form = form;
    this.p = problem;
    this.input = new TileRows.Images(x, p.inputs(), p.height(), p.width(), p.top(), p.left());
    this.gradient = new TileRows.Images(dy, p.outputs(), p.outputHeight(), p.outputWidth(), 0, 0);
    this.result = result;
    this.units = TileUnits.of(p, form);
    this.length = units.length();
    int most = Math.max(1, WAITING / sizeOfUnit());
    int times = (units.count() + most - 1) / most;
    this.unitsAtOnce = (units.count() + times - 1) / times;
    this.blocks = input.panels() * gradient.panels();
    this.parts = Math.min(form.elements(), parts(blocks));
  }

  /** Into how many tasks to divide each of some pieces of work. */
  private int parts(int pieces) {
    return (FINEST * machine.workers().threads() + pieces - 1) / pieces;
  }

  public void run() {
    if (isApart()) {
      apart();
      return;
    }
    if (parts == 1 && unitsAtOnce == units.count()) {
      Chunk all = new Chunk(0, units.count());
      all.transform();
      machine.workers().run(blocks, all::complete);
      all.close();
      return;
    }
    float[] sums = machine.scratch().take((long) blocks * sumsOfBlock());
    for (int from = 0; from < units.count(); from += unitsAtOnce) {
      Chunk chunk = new Chunk(from, Math.min(unitsAtOnce, units.count() - from));
      boolean more = from > 0;
      chunk.transform();
      machine
          .workers()
          .run(
              blocks * parts,
              task -> {
                int block = task / parts;
                int begin = Workers.share(form.elements(), task % parts, parts);
                int end = Workers.share(form.elements(), task % parts + 1, parts);
                chunk.sum(block, begin, end, more, sums, block * sumsOfBlock());
              });
      chunk.close();
    }
    machine.workers().run(blocks, block -> collect(block, sums, block * sumsOfBlock(), result, 0));
    machine.scratch().give(sums);
  }

  /** Whether what threads would share of the transformed tiles is more than sums of their own. */
  private boolean isApart() {
    long sums = (long) blocks * sumsOfBlock();
    long waiting = (long) units.count() * sizeOfUnit();
    return sums <= SUMS_OF_THREAD && waiting >= sums * machine.workers().threads();
  }

  /**
   * Each thread takes its share of the units, as many at a time as was measured to be best: what
   * goes from one core's cache to another's is slow where cores are far apart.
   */
  private void apart() {
    int shares = Math.min(machine.workers().threads(), units.count());
    int size = p.outputs() * p.inputs() * TAPS;
    float[] others = machine.scratch().take((long) (shares - 1) * size);
    machine
        .workers()
        .run(
            shares,
            share -> {
              float[] sums = machine.scratch().take((long) blocks * sumsOfBlock());
              sum(share, shares, sums);
              for (int block = 0; block < blocks; block++) {
                int at = block * sumsOfBlock();
                collect(
                    block, sums, at, share == 0 ? result : others, Math.max(0, share - 1) * size);
              }
              machine.scratch().give(sums);
            });
    machine
        .workers()
        .split(
            size,
            LEAST_ADDED,
            (from, to) -> {
              for (int share = 1; share < shares; share++) {
                add(others, (share - 1) * size, result, from, to);
              }
            });
    machine.scratch().give(others);
  }

  private static void add(float[] x, int at, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] += x[at + i];
    }
  }

  /** The sums of a share of the units. */
  private void sum(int share, int shares, float[] sums) {
    int begin = Workers.share(units.count(), share, shares);
    int end = Workers.share(units.count(), share + 1, shares);
    int most = Math.max(1, WAITING_OF_THREAD / sizeOfUnit());
    int times = (end - begin + most - 1) / most;
    for (int i = 0; i < times; i++) {
      int from = begin + Workers.share(end - begin, i, times);
      int to = begin + Workers.share(end - begin, i + 1, times);
      Chunk chunk = new Chunk(from, to - from);
      chunk.transformAlone();
      for (int e = 0; e < form.elements(); e++) {
        for (int block = 0; block < blocks; block++) {
          chunk.sum(block, e, e + 1, i > 0, sums, block * sumsOfBlock());
        }
      }
      chunk.close();
    }
  }

  /** Elements of both factors that a unit is transformed into. */
  private int sizeOfUnit() {
    return form.elements() * (input.panels() + gradient.panels()) * length * LANES;
  }

  /** Elements of the sums of a block. */
  private int sumsOfBlock() {
    return form.elements() * MATRIX;
  }

  /** Something to do with some units for a panel of channels. */
  private interface PanelTask {
    void run(int panel, int from, int to);
  }

  /** Some units, transformed. */
  private final class Chunk {
    private final int from;
    private final int tiles;

    /** From one element of a factor's transformed tiles to the next: panel after panel. */
    private final int inputLead;

    private final int gradientLead;
    private final float[] v;
    private final float[] u;

    Chunk(int from, int count) {
      this.from = from;
      this.tiles = count * length;
      this.inputLead = input.panels() * tiles * LANES + MARGIN;
      this.gradientLead = gradient.panels() * tiles * LANES + MARGIN;
      this.v = machine.scratch().take((long) form.elements() * inputLead);
      this.u = machine.scratch().take((long) form.elements() * gradientLead);
    }

    void transformAlone() {
      for (int panel = 0; panel < input.panels(); panel++) {
        inputs(panel, 0, tiles / length);
      }
      for (int panel = 0; panel < gradient.panels(); panel++) {
        gradients(panel, 0, tiles / length);
      }
    }

    /** On all threads; one factor after the other, so that each has its share of both. */
    void transform() {
      share(input.panels(), this::inputs);
      share(gradient.panels(), this::gradients);
    }

    private void share(int panels, PanelTask task) {
      int count = tiles / length;
      int shares = Math.min(count, parts(panels));
      machine
          .workers()
          .run(
              panels * shares,
              i -> {
                int begin = Workers.share(count, i % shares, shares);
                int end = Workers.share(count, i % shares + 1, shares);
                task.run(i / shares, begin, end);
              });
    }

    void close() {
      machine.scratch().give(u);
      machine.scratch().give(v);
    }

    private void inputs(int panel, int begin, int end) {
      LaneTransforms transforms = LaneTransforms.of(form);
      int step = form.outputs();
      float[] values = machine.scratch().take(TileRows.elements(step, form.inputs(), length));
      float[] room = machine.scratch().take(transforms.room(length));
      TileRows rows = new TileRows(input, panel, step, form.inputs(), length, values);
      for (int unit = begin; unit < end; unit++) {
        units.read(from + unit, rows);
        int to = (panel * tiles + unit * length) * LANES;
        transforms.input(values, rows.pitch(), length, room, v, to, inputLead, LANES);
      }
      machine.scratch().give(room);
      machine.scratch().give(values);
    }

    private void gradients(int panel, int begin, int end) {
      KernelGradientTransforms transforms = KernelGradientTransforms.of(form);
      int step = form.outputs();
      float[] values = machine.scratch().take(TileRows.elements(step, step, length));
      float[] room = machine.scratch().take(transforms.gradientRoom(length));
      TileRows rows = new TileRows(gradient, panel, step, step, length, values);
      for (int unit = begin; unit < end; unit++) {
        units.read(from + unit, rows);
        int to = (panel * tiles + unit * length) * LANES;
        transforms.gradients(values, rows.pitch(), length, room, u, to, gradientLead);
      }
      machine.scratch().give(room);
      machine.scratch().give(values);
    }

    /** A block's kernels, if these are all units. */
    void complete(int block) {
      float[] sums = machine.scratch().take(sumsOfBlock());
      sum(block, 0, form.elements(), false, sums, 0);
      collect(block, sums, 0, result, 0);
      machine.scratch().give(sums);
    }

    /** Adds to some elements of a block's sums, or begins them. */
    void sum(int block, int begin, int end, boolean more, float[] sums, int at) {
      int panel = block / gradient.panels();
      int inputs = Math.min(LANES, p.inputs() - panel * LANES);
      for (int e = begin; e < end; e++) {
        int left = e * inputLead + panel * tiles * LANES;
        int right = e * gradientLead + block % gradient.panels() * tiles * LANES;
        multiply(v, left, u, right, tiles, inputs, more, sums, at + e * MATRIX);
      }
    }
  }

  /** One element of some tiles, for some inputs and the lanes of a panel of outputs. */
  private static void multiply(
      float[] v,
      int left,
      float[] u,
      int right,
      int tiles,
      int inputs,
      boolean add,
      float[] sums,
      int at) {
    for (int t = 0; t < tiles; t += DEPTH) {
      int depth = Math.min(DEPTH, tiles - t);
      boolean more = add || t > 0;
      for (int c = 0; c < inputs; c += Kernels.ROWS) {
        int to = at + c * LANES;
        ChannelKernels.multiply(
            v,
            left + t * LANES + c,
            u,
            right + t * LANES,
            depth,
            more ? sums : ZEROS,
            more ? to : 0,
            more ? LANES : 0,
            sums,
            to,
            LANES);
      }
    }
  }

  /** The last transform of a block's sums, and the place of its kernels. */
  private void collect(int block, float[] sums, int at, float[] kernels, int to) {
    KernelGradientTransforms transforms = KernelGradientTransforms.of(form);
    int input = block / gradient.panels() * LANES;
    int output = block % gradient.panels() * LANES;
    int last = Math.min(LANES, p.inputs() - input);
    float[] room = machine.scratch().take(transforms.kernelRoom(KERNELS));
    float[] taps = machine.scratch().take((long) KERNELS * TAPS * LANES);
    for (int c = 0; c < last; c += KERNELS) {
      int count = Math.min(KERNELS, last - c);
      transforms.kernels(sums, at + c * LANES, MATRIX, count, room, taps);
      VectorTranspose.fromLanes(
          taps,
          0,
          count * TAPS,
          Math.min(LANES, p.outputs() - output),
          kernels,
          to + (output * p.inputs() + input + c) * TAPS,
          p.inputs() * TAPS);
    }
    machine.scratch().give(taps);
    machine.scratch().give(room);
  }
}
