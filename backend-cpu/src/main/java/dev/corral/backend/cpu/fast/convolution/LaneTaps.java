package dev.corral.backend.cpu.fast.convolution;

import java.util.Arrays;

/**
 * In which order {@link LaneSum} sums over the taps of a correlation: first threes of those whose
 * elements are neighbours, then twos, then the rest.
 *
 * @param order which of the correlation's taps each is
 * @param offsets of all
 * @param threes the least offset of each three
 * @param twos the lesser offset of each two
 * @param ones the other offsets
 */
record LaneTaps(int[] order, int[] offsets, int[] threes, int[] twos, int[] ones) {
  private static final int[] NONE = {};

  /** The order for taps at some offsets and so many outputs of a position. */
  static LaneTaps of(int[] offsets, int outputs) {
    // Only the last block may be without another; its kernels make use of neighbours.
    boolean alone = LaneSum.blocks(outputs) % 2 == 1;
    return alone ? grouped(offsets) : plain(offsets);
  }

  private static LaneTaps plain(int[] offsets) {
    int[] order = new int[offsets.length];
    Arrays.setAll(order, r -> r);
    return new LaneTaps(order, offsets, NONE, NONE, offsets);
  }

  private static LaneTaps grouped(int[] offsets) {
    int[] sizes = new int[offsets.length];
    int[] groups = new int[4];
    for (int r = 0; r < offsets.length; r += sizes[r]) {
      sizes[r] = groupSize(neighbours(offsets, r));
      groups[sizes[r]]++;
    }
    int[][] firsts = {NONE, new int[groups[1]], new int[groups[2]], new int[groups[3]]};
    int[] order = new int[offsets.length];
    int[] all = new int[offsets.length];
    int[] next = {0, 3 * groups[3] + 2 * groups[2], 3 * groups[3], 0};
    int[] found = new int[4];
    for (int r = 0; r < offsets.length; r += sizes[r]) {
      int size = sizes[r];
      firsts[size][found[size]++] = offsets[r];
      for (int i = 0; i < size; i++) {
        order[next[size]] = r + i;
        all[next[size]++] = offsets[r + i];
      }
    }
    return new LaneTaps(order, all, firsts[3], firsts[2], firsts[1]);
  }

  /** How many taps from one on, up to a few, have neighbouring elements. */
  private static int neighbours(int[] offsets, int from) {
    int end = from + 1;
    while (end < Math.min(offsets.length, from + 5) && offsets[end] == offsets[end - 1] + 1) {
      end++;
    }
    return end - from;
  }

  /** How many of so many neighbours go together. */
  private static int groupSize(int neighbours) {
    return neighbours == 4 ? 2 : Math.min(neighbours, 3);
  }
}
