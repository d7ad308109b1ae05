package dev.corral.backend.cpu.fast.convolution;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  static LaneTaps of(Correlation c) {
    // Only the last block may be without another; its kernels make use of neighbours.
    boolean alone = (c.rows() + LaneSum.BLOCK - 1) / LaneSum.BLOCK % 2 == 1;
    return alone ? grouped(c.offsets()) : plain(c.offsets());
  }

  private static LaneTaps plain(int[] offsets) {
    int[] order = IntStream.range(0, offsets.length).toArray();
    int[] none = {};
    return new LaneTaps(order, offsets, none, none, offsets);
  }

  private static LaneTaps grouped(int[] offsets) {
    int[] ascending =
        IntStream.range(0, offsets.length)
            .mapToLong(r -> ((long) offsets[r] << Integer.SIZE) + r)
            .sorted()
            .mapToInt(key -> (int) key)
            .toArray();
    int[][] bySize = new int[4][offsets.length];
    int[] counts = new int[4];
    int end = 0;
    for (int i = 0; i < ascending.length; ) {
      if (i == end) {
        end = endOfNeighbours(ascending, offsets, i);
      }
      int size = groupSize(end - i);
      for (int j = 0; j < size; j++) {
        bySize[size][counts[size]++] = ascending[i++];
      }
    }
    int[] order =
        IntStream.of(3, 2, 1)
            .flatMap(size -> Arrays.stream(bySize[size], 0, counts[size]))
            .toArray();
    int[] all = IntStream.of(order).map(r -> offsets[r]).toArray();
    int twosFrom = counts[3];
    int onesFrom = counts[3] + counts[2];
    return new LaneTaps(
        order,
        all,
        IntStream.range(0, counts[3] / 3).map(i -> all[3 * i]).toArray(),
        IntStream.range(0, counts[2] / 2).map(i -> all[twosFrom + 2 * i]).toArray(),
        Arrays.copyOfRange(all, onesFrom, all.length));
  }

  private static int endOfNeighbours(int[] ascending, int[] offsets, int from) {
    int end = from + 1;
    while (end < ascending.length && offsets[ascending[end]] == offsets[ascending[end - 1]] + 1) {
      end++;
    }
    return end;
  }

  /** How many of so many neighbours go together. */
  private static int groupSize(int neighbours) {
    return neighbours == 4 ? 2 : Math.min(neighbours, 3);
  }
}
