package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.Arrays;

/**
 * The gradient of a correlation by its weights: dw[g, row, r] = Σ<sub>n, position</sub> dy[n, g,
 * row, position] · x[position + offsets[r]]. Of some positions at a time the rows of dy are laid
 * side by side, a panel; the elements of x are multiplied with it one by one where they lie. Panels
 * are shared out first, then positions, whose parts are added in a fixed order, then offsets.
 */
final class KernelGradient {
  /** Positions that are summed over at once: their panel fits the first-level cache. */
  private static final int CHUNK = 192;

  /** Pieces of positions of a thread from which on they are shared out more finely. */
  private static final int UNITS = 32;

  /** Runs of positions from this length on are not mixed with others. */
  private static final int LONG_RUN = 64;

  private final Machine machine;
  private final Kernels kernels;
  private final Correlation c;
  private final float[] dy;
  private final float[] result;

  /** Neighbouring positions, over all images, that are cut into pieces. */
  private final int line;

  private final int pieces;
  private final int chunk;
  private final int units;
  private final int panels;
  private final int panelSize;
  private final int blocks;
  private final int sumParts;
  private final int offsetParts;

  /** The gradient of a correlation, given that by its output; it fills the result. */
  KernelGradient(Machine machine, Correlation correlation, float[] dy, float[] result) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.c = correlation;
    this.dy = dy;
    this.result = result;
    int positions = c.images() * c.positions();
    int run = c.pitch() == c.width() ? c.positions() : c.width();
    this.line = run < LONG_RUN ? positions : run;
    int longest = Math.min(CHUNK, kernels.depth());
    this.pieces = (line + longest - 1) / longest;
    this.chunk = (line + pieces - 1) / pieces;
    this.units = positions / line * pieces;
    this.panels = (c.rows() + kernels.columns() - 1) / kernels.columns();
    this.blocks = (c.depth() + Kernels.OUTER_ROWS - 1) / Kernels.OUTER_ROWS;
    this.panelSize = blocks * Kernels.OUTER_ROWS * kernels.columns();
    int threads = machine.workers().threads();
    int wanted = Math.max(1, Math.min(2, units / (UNITS * threads))) * threads;
    int tasks = c.groups() * panels;
    this.sumParts = Math.min(units, (wanted + tasks - 1) / tasks);
    tasks *= sumParts;
    this.offsetParts = Math.min(blocks, (wanted + tasks - 1) / tasks);
  }

  void run() {
    int all = c.groups() * panels;
    float[] sums = machine.scratch().take((long) sumParts * all * panelSize);
    machine
        .workers()
        .run(
            sumParts * all * offsetParts,
            task -> {
              int part = task / offsetParts / all;
              int panel = task / offsetParts % all;
              new Part(sums, part, panel, task % offsetParts).run();
            });
    machine
        .workers()
        .split(
            all,
            1 + 65536 / (sumParts * panelSize),
            (from, to) -> {
              for (int panel = from; panel < to; panel++) {
                collect(sums, panel);
              }
            });
    machine.scratch().give(sums);
  }

  /** Adds the parts of a panel and exchanges rows and offsets. */
  private void collect(float[] sums, int panel) {
    int at = panel * panelSize;
    int size = c.depth() * kernels.columns();
    for (int part = 1; part < sumParts; part++) {
      int from = part * c.groups() * panels * panelSize + at;
      for (int i = 0; i < size; i++) {
        sums[at + i] += sums[from + i];
      }
    }
    int firstRow = panel % panels * kernels.columns();
    int rows = Math.min(kernels.columns(), c.rows() - firstRow);
    int to = (panel / panels * c.rows() + firstRow) * c.depth();
    kernels.separate(sums, at, c.depth(), rows, result, to, c.depth());
  }

  private Runs runs() {
    return c.pitch() == c.width()
        ? new Runs(c.positions(), 0, 1, c.imageStride())
        : new Runs(c.width(), c.pitch(), c.height(), c.imageStride());
  }

  /** Some offsets of a panel, summed over some of the positions. */
  private final class Part {
    private final float[] sums;
    private final int at;
    private final int group;
    private final int firstRow;
    private final int rows;
    private final int fromOffset;
    private final int toOffset;
    private final int fromUnit;
    private final int toUnit;
    private final Runs runs = runs();

    Part(float[] sums, int part, int panel, int offsetPart) {
      this.sums = sums;
      this.group = panel / panels;
      this.firstRow = panel % panels * kernels.columns();
      this.rows = Math.min(kernels.columns(), c.rows() - firstRow);
      this.fromOffset = Workers.share(blocks, offsetPart, offsetParts) * Kernels.OUTER_ROWS;
      int end = Workers.share(blocks, offsetPart + 1, offsetParts) * Kernels.OUTER_ROWS;
      this.toOffset = Math.min(end, c.depth());
      this.fromUnit = Workers.share(units, part, sumParts);
      this.toUnit = Workers.share(units, part + 1, sumParts);
      int first = (part * c.groups() * panels + panel) * panelSize;
      this.at = first + fromOffset * kernels.columns();
      Arrays.fill(sums, at, first + end * kernels.columns(), 0);
    }

    void run() {
      Kernels.Panel panel = machine.panels().take();
      for (int unit = fromUnit; unit < toUnit; unit++) {
        int piece = unit % pieces * chunk;
        int first = unit / pieces * line + piece;
        int count = Math.min(chunk, line - piece);
        lay(first, count, panel);
        runs.locate(first, count);
        kernels.addOuterProducts(
            c.x(), c.xAt(0, group), c.offsets(), fromOffset, toOffset, runs, panel, rows, sums, at);
      }
      machine.panels().give(panel);
    }

    /** Lays the rows of dy side by side, which for each image lie elsewhere. */
    private void lay(int first, int count, Kernels.Panel panel) {
      for (int done = 0; done < count; ) {
        int image = (first + done) / c.positions();
        int position = (first + done) % c.positions();
        int length = Math.min(count - done, c.positions() - position);
        int from = c.yAt(image * c.groups() + group) + firstRow * c.positions() + position;
        kernels.transpose(dy, from, c.positions(), length, rows, panel, done);
        done += length;
      }
    }
  }
}
