package dev.corral.backend.cpu.fast;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of F(2×2) with tiles in the lanes. */
final class VectorTransforms implements TileTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;
  private static final int ELEMENTS = 16;

  /** Where the elements of gathered tiles lie. */
  private static final int[] GATHERED =
      IntStream.range(0, ELEMENTS).map(e -> e * COLUMNS).toArray();

  @Override
  public WinogradForm form() {
    return WinogradForm.F2;
  }

  @Override
  public void input(
      float[] x,
      int at,
      int[] offsets,
      Runs runs,
      Kernels.Panel panel,
      float[] v,
      int to,
      int lead) {
    if (runs.count() == 1) {
      tiles(x, at + runs.start(0), offsets, runs.positions(), v, to, lead);
    } else {
      VectorKernels.gatherRuns(x, at, offsets, 0, ELEMENTS, runs, panel.values);
      tiles(panel.values, 0, GATHERED, runs.positions(), v, to, lead);
    }
  }

  private static void tiles(
      float[] x, int at, int[] offsets, int count, float[] v, int to, int lead) {
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

  @Override
  public void output(float[] m, int at, int lead, int count, Kernels.Panel panel, float[] y) {
    for (int j = 0; j < count; j += L) {
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
    even.rearrange(VectorInterleave.LOW)
        .blend(odd.rearrange(VectorInterleave.LOW), VectorInterleave.ODD_LANES)
        .intoArray(y, to);
    even.rearrange(VectorInterleave.HIGH)
        .blend(odd.rearrange(VectorInterleave.HIGH), VectorInterleave.ODD_LANES)
        .intoArray(y, to + L);
  }
}
