package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Takes neighbouring elements apart. */
final class VectorInterleave {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Lanes 0, 2, 4 …, and once more. */
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);

  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);

  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(S, -1L << (L / 2));

  private VectorInterleave() {}

  /** As {@link Kernels#deinterleave}. */
  static void apart(float[] x, int at, int count, float[] y, int even, int odd) {
    for (int j = 0; j < count; j += L) {
      FloatVector a = FloatVector.fromArray(S, x, at + 2 * j);
      FloatVector b = FloatVector.fromArray(S, x, at + 2 * j + L);
      a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF).intoArray(y, even + j);
      a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF).intoArray(y, odd + j);
    }
  }

  /** As {@link Kernels#quarter}. */
  static void quarter(float[] x, int at, int count, float[] y, int to, int lead) {
    for (int j = 0; j < count; j += L) {
      FloatVector a = FloatVector.fromArray(S, x, at + 4 * j);
      FloatVector b = FloatVector.fromArray(S, x, at + 4 * j + L);
      FloatVector even = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF);
      FloatVector odd = a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF);
      FloatVector c = FloatVector.fromArray(S, x, at + 4 * j + 2 * L);
      FloatVector d = FloatVector.fromArray(S, x, at + 4 * j + 3 * L);
      FloatVector nextEven = c.rearrange(EVEN).blend(d.rearrange(EVEN), UPPER_HALF);
      FloatVector nextOdd = c.rearrange(ODD).blend(d.rearrange(ODD), UPPER_HALF);
      int first = to + j;
      even.rearrange(EVEN).blend(nextEven.rearrange(EVEN), UPPER_HALF).intoArray(y, first);
      odd.rearrange(EVEN).blend(nextOdd.rearrange(EVEN), UPPER_HALF).intoArray(y, first + lead);
      even.rearrange(ODD).blend(nextEven.rearrange(ODD), UPPER_HALF).intoArray(y, first + 2 * lead);
      odd.rearrange(ODD).blend(nextOdd.rearrange(ODD), UPPER_HALF).intoArray(y, first + 3 * lead);
    }
  }
}
