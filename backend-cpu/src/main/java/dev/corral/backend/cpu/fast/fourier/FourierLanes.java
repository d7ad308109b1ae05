package dev.corral.backend.cpu.fast.fourier;

import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Takes tiles of real planes through transforms: the same tiles of two planes as a complex one, and
 * as many of these at once as fit lanes.
 */
record FourierLanes(Machine machine, int side) {
  /**
   * Planes that tiles are cut from.
   *
   * @param x holds them
   * @param height rows of a plane
   * @param width columns of a plane
   * @param at where a plane begins, given which it is and which tile is wanted
   * @param part what is cut out for a tile
   */
  record Planes(
      float[] x, int height, int width, IntBinaryOperator at, IntFunction<FourierTile.Part> part) {}

  /** Receives a tile of a plane: one part of the elements of a lane. */
  interface Placing {
    void place(FourierTile tile, int lane, boolean imaginary, int plane, int index);
  }

  /**
   * Something to do for neighbouring tiles of a pair of planes, which lie in neighbouring lanes.
   */
  private interface Run {
    void at(FourierTile tile, int lane, int count, int first, int index);
  }

  /** What becomes of transformed tiles. */
  private interface Step {
    void run(FourierTile tile);
  }

  /**
   * Puts the spectra of some tiles of some planes where they belong.
   *
   * @param count of planes
   * @param tiles of each
   * @param target where the spectra of a plane begin
   */
  void spectra(
      int count,
      int tiles,
      Planes planes,
      float[] y,
      IntUnaryOperator target,
      FourierTile.Layout layout) {
    run(
        count,
        tiles,
        (tile, lane, run, first, index) -> {
          for (int i = 0; i < run; i++) {
            put(planes, tile, lane + i, /* imaginary= */ false, first, index + i);
            if (first + 1 < count) {
              put(planes, tile, lane + i, /* imaginary= */ true, first + 1, index + i);
            } else {
              tile.clearImaginary(lane + i);
            }
          }
        },
        FourierTile::transform,
        (tile, lane, run, first, index) -> {
          int offset = index * layout.lane();
          int at = target.applyAsInt(first) + offset;
          int second = first + 1 < count ? target.applyAsInt(first + 1) + offset : -1;
          tile.spectra(lane, run, y, at, second, layout);
        });
  }

  private static void put(
      Planes planes, FourierTile tile, int lane, boolean imaginary, int plane, int index) {
    int at = planes.at().applyAsInt(plane, index);
    FourierTile.Part part = planes.part().apply(index);
    tile.put(lane, imaginary, planes.x(), at, planes.height(), planes.width(), part);
  }

  /**
   * Makes tiles of planes from {@link FourierProduct}s, whose rows and columns are the parts of
   * spectra: two rows a plane, and a column for each tile's real and then imaginary part.
   *
   * @param count of planes
   * @param tiles of each
   */
  void tiles(int count, int tiles, float[] products, Placing placing) {
    int row = 2 * tiles * FourierTile.frequencies(side);
    run(
        count,
        tiles,
        (tile, lane, run, first, index) -> {
          int at = 2 * first * row + index;
          int second = first + 1 < count ? at + 2 * row : at;
          tile.pair(lane, run, products, at, second, row, tiles);
        },
        FourierTile::transformBack,
        (tile, lane, run, first, index) -> {
          for (int i = 0; i < run; i++) {
            placing.place(tile, lane + i, /* imaginary= */ false, first, index + i);
            if (first + 1 < count) {
              placing.place(tile, lane + i, /* imaginary= */ true, first + 1, index + i);
            }
          }
        });
  }

  private void run(int count, int tiles, Run before, Step step, Run after) {
    int all = (count + 1) / 2 * tiles;
    int chunks = (all + FourierTile.LANES - 1) / FourierTile.LANES;
    int parts = Math.min(chunks, machine.workers().threads());
    machine
        .workers()
        .run(
            parts,
            part -> {
              FourierTile tile = new FourierTile(side, machine.scratch());
              int end = Workers.share(chunks, part + 1, parts);
              for (int chunk = Workers.share(chunks, part, parts); chunk < end; chunk++) {
                int first = chunk * FourierTile.LANES;
                int last = Math.min(all, first + FourierTile.LANES);
                runs(tile, first, last, tiles, before);
                step.run(tile);
                runs(tile, first, last, tiles, after);
              }
              tile.giveBack();
            });
  }

  private static void runs(FourierTile tile, int first, int last, int tiles, Run run) {
    for (int i = first; i < last; ) {
      int index = i % tiles;
      int count = Math.min(last - i, tiles - index);
      run.at(tile, i - first, count, i / tiles * 2, index);
      i += count;
    }
  }
}
