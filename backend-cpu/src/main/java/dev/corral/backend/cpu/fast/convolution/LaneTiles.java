package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.OneBlockKernels;
import dev.corral.backend.cpu.fast.kernel.TwoBlockKernels;
import java.util.stream.IntStream;

/**
 * Neighbouring positions cut into tiles that there are kernels for, of which the last may be a few
 * too long.
 *
 * @param lengths of the tiles
 */
record LaneTiles(int[] lengths) {
  /** The largest tile whose sums stay in registers: AVX-512 has 32, and AVX2 16. */
  static final int LARGEST = LaneSum.BLOCK < 16 ? 6 : 10;

  /** Positions of the tiles that there are kernels for. */
  private static final int[] TILES = {10, 6, 4};

  private static final int LEAST = 4;

  static LaneTiles of(int positions) {
    IntStream.Builder tiles = IntStream.builder();
    int rest = Math.max(LEAST, positions + positions % 2);
    while (rest > 0) {
      int tile = next(rest);
      tiles.add(tile);
      rest -= tile;
    }
    return new LaneTiles(tiles.build().toArray());
  }

  /** The largest tile that leaves a number of positions that is well cut. */
  private static int next(int rest) {
    for (int tile : TILES) {
      int left = rest - tile;
      if (tile <= LARGEST && left >= 0 && left != 2 && left != 8) {
        return tile;
      }
    }
    throw new IllegalArgumentException(rest + " positions");
  }

  /** Sums over taps for one block of outputs, or for two. */
  void sum(
      boolean two, float[] w, int wAt, float[] x, int xAt, LaneTaps taps, float[] sums, int to) {
    if (two) {
      sumTwoBlocks(w, wAt, x, xAt, taps.offsets(), sums, to);
      return;
    }
    int at = xAt;
    int next = to;
    for (int tile : lengths) {
      OneBlockKernels.sum(tile, w, wAt, x, at, taps.threes(), taps.twos(), taps.ones(), sums, next);
      at += tile;
      next += tile * ChannelKernels.LANES;
    }
  }

  /** Sums over taps at some offsets for two blocks of outputs. */
  void sumTwoBlocks(float[] w, int wAt, float[] x, int xAt, int[] offsets, float[] sums, int to) {
    int at = xAt;
    int next = to;
    for (int tile : lengths) {
      TwoBlockKernels.sum(tile, w, wAt, x, at, offsets, sums, next);
      at += tile;
      next += tile * ChannelKernels.LANES;
    }
  }
}
