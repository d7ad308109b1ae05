package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Takes neighbouring elements apart, and puts elements side by side. */
final class VectorInterleave {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Lanes 0, 2, 4 …, and once more. */
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);

  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);

  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(S, -1L << (L / 2));

  private static final int HALF = Math.max(1, L / 2);
  private static final int QUARTER = Math.max(1, L / 4);

  // Lanes whose number has a bit, and lanes exchanged whose numbers differ in it.
  private static final VectorMask<Float> UPPER_QUARTERS = VectorTranspose.lanesWith(QUARTER);
  private static final VectorShuffle<Float> BY_HALF = VectorShuffle.fromOp(S, i -> i ^ HALF);
  private static final VectorShuffle<Float> BY_QUARTER = VectorShuffle.fromOp(S, i -> i ^ QUARTER);

  /** The first lane of each quarter, the second of each, and so on. */
  private static final VectorShuffle<Float> ACROSS =
      VectorShuffle.fromOp(S, i -> i % 4 * QUARTER + i / 4);

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

  /**
   * As {@link Kernels#interleave}: halves and quarters of the vectors are exchanged, as squares of
   * them are by {@link VectorTranspose}, and then the lanes of each.
   */
  static void together(float[] x, int at, int lead, int count, float[] y, int to) {
    int second = at + lead;
    int third = second + lead;
    int fourth = third + lead;
    int whole = S.loopBound(count);
    for (int j = 0; j < whole; j += L) {
      FloatVector a = FloatVector.fromArray(S, x, at + j);
      FloatVector b = FloatVector.fromArray(S, x, second + j);
      FloatVector c = FloatVector.fromArray(S, x, third + j);
      FloatVector d = FloatVector.fromArray(S, x, fourth + j);
      FloatVector ac = c.blend(a, UPPER_HALF).rearrange(BY_HALF);
      FloatVector bd = d.blend(b, UPPER_HALF).rearrange(BY_HALF);
      FloatVector lowA = a.blend(ac, UPPER_HALF);
      FloatVector highA = ac.blend(c, UPPER_HALF);
      FloatVector lowB = b.blend(bd, UPPER_HALF);
      FloatVector highB = bd.blend(d, UPPER_HALF);
      FloatVector low = lowB.blend(lowA, UPPER_QUARTERS).rearrange(BY_QUARTER);
      FloatVector high = highB.blend(highA, UPPER_QUARTERS).rearrange(BY_QUARTER);
      lowA.blend(low, UPPER_QUARTERS).rearrange(ACROSS).intoArray(y, to + 4 * j);
      low.blend(lowB, UPPER_QUARTERS).rearrange(ACROSS).intoArray(y, to + 4 * j + L);
      highA.blend(high, UPPER_QUARTERS).rearrange(ACROSS).intoArray(y, to + 4 * j + 2 * L);
      high.blend(highB, UPPER_QUARTERS).rearrange(ACROSS).intoArray(y, to + 4 * j + 3 * L);
    }
    for (int j = whole; j < count; j++) {
      y[to + 4 * j] = x[at + j];
      y[to + 4 * j + 1] = x[second + j];
      y[to + 4 * j + 2] = x[third + j];
      y[to + 4 * j + 3] = x[fourth + j];
    }
  }
}
