package dev.corral.backend.cpu.fast.convolution;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In which order {@link LaneSum} sums over the taps of a correlation: first pairs of those whose
 * elements are neighbours, then the rest.
 *
 * @param order which of the correlation's taps each is
 * @param offsets of all
 * @param twos the lesser offset of each two
 * @param ones the other offsets
 */
record LaneTaps(int[] order, int[] offsets, int[] twos, int[] ones) {

  static LaneTaps of(Correlation c) {
    // Only the last block may be without another; its kernels make use of neighbours.
    boolean alone = (c.rows() + LaneSum.BLOCK - 1) / LaneSum.BLOCK % 2 == 1;
    return alone ? paired(c.offsets()) : plain(c.offsets());
  }

  private static LaneTaps plain(int[] offsets) {
    int[] order = IntStream.range(0, offsets.length).toArray();
    return new LaneTaps(order, offsets, new int[0], offsets);
  }

  private static LaneTaps paired(int[] offsets) {
    int taps = offsets.length;
    int[] order = new int[taps];
    int twos = 0;
    int ones = 0;
    for (int r = 0; r < taps; r++) {
      if (r + 1 < taps && offsets[r + 1] == offsets[r] + 1) {
        order[2 * twos] = r;
        order[2 * twos + 1] = r + 1;
        twos++;
        r++;
      } else {
        ones++;
        order[taps - ones] = r;
      }
    }
    int[] all = IntStream.of(order).map(r -> offsets[r]).toArray();
    int[] lesser = IntStream.range(0, twos).map(i -> all[2 * i]).toArray();
    return new LaneTaps(order, all, lesser, Arrays.copyOfRange(all, 2 * twos, taps));
  }
}
