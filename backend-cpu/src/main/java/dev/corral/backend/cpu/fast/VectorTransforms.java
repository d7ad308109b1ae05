package dev.corral.backend.cpu.fast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of {@link Winograd} with tiles in the lanes, and what brings them there. */
final class VectorTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;

  /** Lanes 0, 2, 4 …, and once more. */
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);

  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);

  /** Lanes 0, 0, 1, 1 … of the lower half, and of the upper. */
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(S, i -> i / 2);

  private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(S, i -> (i + L) / 2);

  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(S, -1L << (L / 2));
  private static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(S, 0xAAAAAAAAAAAAAAAAL);

  private VectorTransforms() {}

  /** As {@link Kernels#deinterleave}. */
  static void deinterleave(float[] x, int at, int count, float[] y, int even, int odd) {
    for (int j = 0; j < count; j += L) {
      FloatVector a = FloatVector.fromArray(S, x, at + 2 * j);
      FloatVector b = FloatVector.fromArray(S, x, at + 2 * j + L);
      a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF).intoArray(y, even + j);
      a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF).intoArray(y, odd + j);
    }
  }

  /** As {@link Kernels#winogradInput}. */
  static void input(float[] x, int at, int[] offsets, int count, float[] v, int to, int lead) {
    for (int j = 0; j < count; j += L) {
      // Rows of Bᵀ d: 0 − 2, 1 + 2, 2 − 1, 1 − 3.
      inputRow(x, at + j, offsets, 0, 8, -1, v, to + j, lead);
      inputRow(x, at + j, offsets, 4, 8, 1, v, to + j + 4 * lead, lead);
      inputRow(x, at + j, offsets, 8, 4, -1, v, to + j + 8 * lead, lead);
      inputRow(x, at + j, offsets, 4, 12, -1, v, to + j + 12 * lead, lead);
    }
  }

  private static void inputRow(
      float[] x,
      int at,
      int[] offsets,
      int first,
      int second,
      float sign,
      float[] v,
      int to,
      int lead) {
    FloatVector by = FloatVector.broadcast(S, sign);
    FloatVector t0 =
        FloatVector.fromArray(S, x, at + offsets[second])
            .fma(by, FloatVector.fromArray(S, x, at + offsets[first]));
    FloatVector t1 =
        FloatVector.fromArray(S, x, at + offsets[second + 1])
            .fma(by, FloatVector.fromArray(S, x, at + offsets[first + 1]));
    FloatVector t2 =
        FloatVector.fromArray(S, x, at + offsets[second + 2])
            .fma(by, FloatVector.fromArray(S, x, at + offsets[first + 2]));
    FloatVector t3 =
        FloatVector.fromArray(S, x, at + offsets[second + 3])
            .fma(by, FloatVector.fromArray(S, x, at + offsets[first + 3]));
    t0.sub(t2).intoArray(v, to);
    t1.add(t2).intoArray(v, to + lead);
    t2.sub(t1).intoArray(v, to + 2 * lead);
    t1.sub(t3).intoArray(v, to + 3 * lead);
  }

  /** As {@link Kernels#winogradOutput}. */
  static void output(float[] m, int at, int lead, float[] y) {
    for (int j = 0; j < COLUMNS; j += L) {
      outputRow(m, at + j, 4 * lead, 1, lead, y, 2 * j);
      outputRow(m, at + 4 * lead + j, 4 * lead, -1, lead, y, 2 * (COLUMNS + j));
    }
  }

  /** Row 0 of Aᵀ m is m₀ + (m₁ + m₂), row 1 is m₁ − (m₂ + m₃); then the same along the row. */
  private static void outputRow(
      float[] m, int first, int down, float sign, int lead, float[] y, int to) {
    FloatVector by = FloatVector.broadcast(S, sign);
    FloatVector t0 =
        FloatVector.fromArray(S, m, first + down)
            .add(FloatVector.fromArray(S, m, first + 2 * down))
            .fma(by, FloatVector.fromArray(S, m, first));
    FloatVector t1 =
        FloatVector.fromArray(S, m, first + down + lead)
            .add(FloatVector.fromArray(S, m, first + 2 * down + lead))
            .fma(by, FloatVector.fromArray(S, m, first + lead));
    FloatVector t2 =
        FloatVector.fromArray(S, m, first + down + 2 * lead)
            .add(FloatVector.fromArray(S, m, first + 2 * down + 2 * lead))
            .fma(by, FloatVector.fromArray(S, m, first + 2 * lead));
    FloatVector t3 =
        FloatVector.fromArray(S, m, first + down + 3 * lead)
            .add(FloatVector.fromArray(S, m, first + 2 * down + 3 * lead))
            .fma(by, FloatVector.fromArray(S, m, first + 3 * lead));
    FloatVector even = t0.add(t1).add(t2);
    FloatVector odd = t1.sub(t2).sub(t3);
    even.rearrange(LOW).blend(odd.rearrange(LOW), ODD_LANES).intoArray(y, to);
    even.rearrange(HIGH).blend(odd.rearrange(HIGH), ODD_LANES).intoArray(y, to + L);
  }
}
