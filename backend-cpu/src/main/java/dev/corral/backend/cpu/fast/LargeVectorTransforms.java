package dev.corral.backend.cpu.fast;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of F(4×4) with tiles in the lanes. The 36 elements of a tile do not fit the
 * registers, so its rows go through first and its columns then, by way of a small array.
 */
final class LargeVectorTransforms implements TileTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 2 * L;
  private static final int SIZE = 6;
  private static final int ELEMENTS = SIZE * SIZE;
  private static final float ROOT = (float) Math.sqrt(2);
  private static final float HALF_ROOT = (float) Math.sqrt(0.5);

  /** Where the elements of gathered tiles lie. */
  private static final int[] GATHERED =
      IntStream.range(0, ELEMENTS).map(e -> e * COLUMNS).toArray();

  @Override
  public WinogradForm form() {
    return WinogradForm.F4;
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
    float[] room = panel.values;
    if (runs.count() == 1) {
      tiles(x, at + runs.start(0), offsets, runs.positions(), room, v, to, lead);
    } else {
      VectorKernels.gatherRuns(x, at, offsets, 0, ELEMENTS, runs, room);
      tiles(room, 0, GATHERED, runs.positions(), room, v, to, lead);
    }
  }

  private static void tiles(
      float[] x, int at, int[] offsets, int count, float[] room, float[] v, int to, int lead) {
    int half = (ELEMENTS + 1) * COLUMNS;
    for (int j = 0; j < count; j += L) {
      for (int row = 0; row < ELEMENTS; row += SIZE) {
        line(
            x,
            at + j + offsets[row],
            at + j + offsets[row + 1],
            at + j + offsets[row + 2],
            at + j + offsets[row + 3],
            at + j + offsets[row + 4],
            at + j + offsets[row + 5],
            room,
            half + row * L,
            L);
      }
      for (int column = 0; column < SIZE; column++) {
        int first = half + column * L;
        line(
            room,
            first,
            first + SIZE * L,
            first + 2 * SIZE * L,
            first + 3 * SIZE * L,
            first + 4 * SIZE * L,
            first + 5 * SIZE * L,
            v,
            to + column * lead + j,
            SIZE * lead);
      }
    }
  }

  /**
   * Bᵀ times a line. A pair of points ±a has rows that differ in the signs of the odd powers: (0,
   * ∓a · b², −b², ±a, 1, 0), b being the other pair; 0 and ∞ have (1, 0, −2½, 0, 1, 0) and one
   * element later.
   */
  private static void line(
      float[] x,
      int at0,
      int at1,
      int at2,
      int at3,
      int at4,
      int at5,
      float[] y,
      int to,
      int step) {
    FloatVector d1 = FloatVector.fromArray(S, x, at1);
    FloatVector d2 = FloatVector.fromArray(S, x, at2);
    FloatVector d3 = FloatVector.fromArray(S, x, at3);
    FloatVector d4 = FloatVector.fromArray(S, x, at4);
    FloatVector middle = FloatVector.broadcast(S, -2.5f);
    d2.fma(middle, FloatVector.fromArray(S, x, at0)).add(d4).intoArray(y, to);
    d3.fma(middle, d1).add(FloatVector.fromArray(S, x, at5)).intoArray(y, to + 5 * step);
    FloatVector two = FloatVector.broadcast(S, -2);
    FloatVector even = d2.fma(two, d4);
    FloatVector odd = d1.fma(two, d3).mul(HALF_ROOT);
    even.add(odd).intoArray(y, to + step);
    even.sub(odd).intoArray(y, to + 2 * step);
    FloatVector half = FloatVector.broadcast(S, -0.5f);
    FloatVector otherEven = d2.fma(half, d4);
    FloatVector otherOdd = d1.fma(half, d3).mul(ROOT);
    otherEven.add(otherOdd).intoArray(y, to + 3 * step);
    otherEven.sub(otherOdd).intoArray(y, to + 4 * step);
  }

  @Override
  public void output(float[] m, int at, int lead, int count, Kernels.Panel panel, float[] y) {
    float[] room = panel.values;
    for (int j = 0; j < count; j += L) {
      for (int column = 0; column < SIZE; column++) {
        down(m, at + column * lead + j, SIZE * lead, room, column * L);
      }
      for (int row = 0; row < 4; row++) {
        along(room, row * SIZE * L, y, 4 * (row * COLUMNS + j));
      }
    }
  }

  /** Aᵀ times a column: rows (1, 1, 1, 1, 1, 0), then of powers of the points, the last with 1. */
  private static void down(float[] m, int at, int step, float[] y, int to) {
    FloatVector m1 = FloatVector.fromArray(S, m, at + step);
    FloatVector m2 = FloatVector.fromArray(S, m, at + 2 * step);
    FloatVector m3 = FloatVector.fromArray(S, m, at + 3 * step);
    FloatVector m4 = FloatVector.fromArray(S, m, at + 4 * step);
    FloatVector even = m1.add(m2);
    FloatVector odd = m1.sub(m2).mul(HALF_ROOT);
    FloatVector otherEven = m3.add(m4);
    FloatVector otherOdd = m3.sub(m4).mul(ROOT);
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    FloatVector.fromArray(S, m, at).add(even).add(otherEven).intoArray(y, to);
    odd.add(otherOdd).intoArray(y, to + SIZE * L);
    even.fma(half, otherEven.add(otherEven)).intoArray(y, to + 2 * SIZE * L);
    odd.fma(half, otherOdd.add(otherOdd))
        .add(FloatVector.fromArray(S, m, at + 5 * step))
        .intoArray(y, to + 3 * SIZE * L);
  }

  /** The same along a row, and each tile's four outputs side by side. */
  private static void along(float[] m, int at, float[] y, int to) {
    FloatVector m1 = FloatVector.fromArray(S, m, at + L);
    FloatVector m2 = FloatVector.fromArray(S, m, at + 2 * L);
    FloatVector m3 = FloatVector.fromArray(S, m, at + 3 * L);
    FloatVector m4 = FloatVector.fromArray(S, m, at + 4 * L);
    FloatVector even = m1.add(m2);
    FloatVector odd = m1.sub(m2).mul(HALF_ROOT);
    FloatVector otherEven = m3.add(m4);
    FloatVector otherOdd = m3.sub(m4).mul(ROOT);
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    FloatVector y0 = FloatVector.fromArray(S, m, at).add(even).add(otherEven);
    FloatVector y1 = odd.add(otherOdd);
    FloatVector y2 = even.fma(half, otherEven.add(otherEven));
    FloatVector y3 =
        odd.fma(half, otherOdd.add(otherOdd)).add(FloatVector.fromArray(S, m, at + 5 * L));
    FloatVector low02 =
        y0.rearrange(VectorInterleave.LOW)
            .blend(y2.rearrange(VectorInterleave.LOW), VectorInterleave.ODD_LANES);
    FloatVector low13 =
        y1.rearrange(VectorInterleave.LOW)
            .blend(y3.rearrange(VectorInterleave.LOW), VectorInterleave.ODD_LANES);
    low02
        .rearrange(VectorInterleave.LOW)
        .blend(low13.rearrange(VectorInterleave.LOW), VectorInterleave.ODD_LANES)
        .intoArray(y, to);
    low02
        .rearrange(VectorInterleave.HIGH)
        .blend(low13.rearrange(VectorInterleave.HIGH), VectorInterleave.ODD_LANES)
        .intoArray(y, to + L);
    FloatVector high02 =
        y0.rearrange(VectorInterleave.HIGH)
            .blend(y2.rearrange(VectorInterleave.HIGH), VectorInterleave.ODD_LANES);
    FloatVector high13 =
        y1.rearrange(VectorInterleave.HIGH)
            .blend(y3.rearrange(VectorInterleave.HIGH), VectorInterleave.ODD_LANES);
    high02
        .rearrange(VectorInterleave.LOW)
        .blend(high13.rearrange(VectorInterleave.LOW), VectorInterleave.ODD_LANES)
        .intoArray(y, to + 2 * L);
    high02
        .rearrange(VectorInterleave.HIGH)
        .blend(high13.rearrange(VectorInterleave.HIGH), VectorInterleave.ODD_LANES)
        .intoArray(y, to + 3 * L);
  }
}
