package dev.corral.backend.cpu.fast.fourier;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.machine.Machine;
import java.util.stream.IntStream;

/**
 * Products of matrices, one for each frequency. Each row holds its elements of all frequencies, one
 * frequency after the other, so that the transforms on either side read and write in order.
 *
 * @param machine what computes them
 * @param count how many
 * @param rows of a product
 * @param depth columns of the left factor
 * @param columns of a product
 */
record FourierProduct(Machine machine, int count, int rows, int depth, int columns) {
  /** Elements of all left factors, whose rows are interleaved. */
  int leftSize() {
    return (rows + Kernels.ROWS - 1) / Kernels.ROWS * blockSize();
  }

  private int blockSize() {
    return count * depth * Kernels.ROWS;
  }

  /** Where a row of the left factors begins; its next element is {@link Kernels#ROWS} further. */
  int left(int row) {
    return row / Kernels.ROWS * blockSize() + row % Kernels.ROWS;
  }

  /** y = a · b, where the left factors begin at an element of a; b is [depth, count, columns]. */
  void run(float[] a, int at, float[] b, float[] y) {
    int[] offsets = IntStream.range(0, depth).map(r -> r * count * columns).toArray();
    run(
        a,
        at,
        y,
        /* add= */ false,
        (f, first, wide, from, to, panel) -> {
          Runs runs = new Runs(columns, 0);
          runs.locate(first, wide);
          machine.kernels().gather(b, f * columns, offsets, from, to, runs, panel);
        });
  }

  /** y = a · b, or with {@code add} y += a · b, where b is [columns, count, depth]. */
  void runTransposed(float[] a, float[] b, float[] y, boolean add) {
    run(
        a,
        0,
        y,
        add,
        (f, first, wide, from, to, panel) -> {
          int start = (first * count + f) * depth + from;
          machine.kernels().transpose(b, start, count * depth, to - from, wide, panel, 0);
        });
  }

  /** Fills a panel with some rows of some columns of a right factor. */
  private interface Packing {
    void pack(int frequency, int firstColumn, int wide, int from, int to, Kernels.Panel panel);
  }

  private void run(float[] a, int at, float[] y, boolean add, Packing packing) {
    Kernels kernels = machine.kernels();
    machine
        .workers()
        .split(
            count,
            1,
            (begin, end) -> {
              Kernels.Panel panel = machine.panels().take();
              Kernels.Tile tile = new Kernels.Tile(y, count * columns);
              for (int f = begin; f < end; f++) {
                for (int first = 0; first < columns; first += kernels.columns()) {
                  int wide = Math.min(kernels.columns(), columns - first);
                  tile.at(f * columns + first, rows, wide);
                  for (int from = 0; from < depth; from += kernels.depth()) {
                    int to = Math.min(depth, from + kernels.depth());
                    packing.pack(f, first, wide, from, to, panel);
                    int left = at + (f * depth + from) * Kernels.ROWS;
                    tile.add(add || from > 0);
                    kernels.multiply(a, left, blockSize(), panel, to - from, tile);
                  }
                }
              }
              machine.panels().give(panel);
            });
  }
}
