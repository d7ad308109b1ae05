package dev.corral.backend.cpu.fast.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of F(2×2), a row of a tile at a time. */
final class SmallLaneTransforms implements LaneTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = 2 * L;

  @Override
  public WinogradForm form() {
    return WinogradForm.F2;
  }

  @Override
  public int room(int count) {
    return 0;
  }

  @Override
  public void input(
      float[] d, int pitch, int count, float[] room, float[] v, int to, int element, int tile) {
    for (int j = 0; j < LANES; j += L) {
      inputRow(d, j, j + 2 * pitch, -1, count, v, to + j, element, tile);
      inputRow(d, j + pitch, j + 2 * pitch, 1, count, v, to + j + 4 * element, element, tile);
      inputRow(d, j + 2 * pitch, j + pitch, -1, count, v, to + j + 8 * element, element, tile);
      inputRow(d, j + pitch, j + 3 * pitch, -1, count, v, to + j + 12 * element, element, tile);
    }
  }

  /**
   * Bᵀ is (1, 0, −1, 0), (0, 1, 1, 0), (0, −1, 1, 0), (0, 1, 0, −1): a row of Bᵀ d is one row plus
   * or minus another, and then the same along it. All four rows in one method would be too much for
   * Java 17 to compile well.
   */
  private static void inputRow(
      float[] d,
      int first,
      int second,
      float sign,
      int count,
      float[] v,
      int to,
      int element,
      int tile) {
    FloatVector by = FloatVector.broadcast(S, sign);
    for (int t = 0; t < count; t++) {
      int p = first + 2 * LANES * t;
      int q = second + 2 * LANES * t;
      FloatVector d0 = FloatVector.fromArray(S, d, q).fma(by, FloatVector.fromArray(S, d, p));
      FloatVector d1 =
          FloatVector.fromArray(S, d, q + LANES).fma(by, FloatVector.fromArray(S, d, p + LANES));
      FloatVector d2 =
          FloatVector.fromArray(S, d, q + 2 * LANES)
              .fma(by, FloatVector.fromArray(S, d, p + 2 * LANES));
      FloatVector d3 =
          FloatVector.fromArray(S, d, q + 3 * LANES)
              .fma(by, FloatVector.fromArray(S, d, p + 3 * LANES));
      int at = to + tile * t;
      d0.sub(d2).intoArray(v, at);
      d1.add(d2).intoArray(v, at + element);
      d2.sub(d1).intoArray(v, at + 2 * element);
      d1.sub(d3).intoArray(v, at + 3 * element);
    }
  }

  @Override
  public void output(
      float[] m, int at, int element, int tile, int count, float[] room, float[] y, int pitch) {
    for (int j = 0; j < LANES; j += L) {
      outputRow(m, at + j, at + j + 4 * element, 1, element, tile, count, y, j);
      outputRow(
          m, at + j + 4 * element, at + j + 8 * element, -1, element, tile, count, y, pitch + j);
    }
  }

  /**
   * Aᵀ is (1, 1, 1, 0), (0, 1, −1, −1): a row of Aᵀ m is one row plus or minus the sum of two that
   * are neighbours, and then the same along it.
   */
  private static void outputRow(
      float[] m,
      int one,
      int two,
      float sign,
      int element,
      int tile,
      int count,
      float[] y,
      int to) {
    FloatVector by = FloatVector.broadcast(S, sign);
    int down = 4 * element;
    for (int t = 0; t < count; t++) {
      int p = one + tile * t;
      int q = two + tile * t;
      FloatVector t0 =
          FloatVector.fromArray(S, m, q)
              .add(FloatVector.fromArray(S, m, q + down))
              .fma(by, FloatVector.fromArray(S, m, p));
      FloatVector t1 =
          FloatVector.fromArray(S, m, q + element)
              .add(FloatVector.fromArray(S, m, q + element + down))
              .fma(by, FloatVector.fromArray(S, m, p + element));
      FloatVector t2 =
          FloatVector.fromArray(S, m, q + 2 * element)
              .add(FloatVector.fromArray(S, m, q + 2 * element + down))
              .fma(by, FloatVector.fromArray(S, m, p + 2 * element));
      FloatVector t3 =
          FloatVector.fromArray(S, m, q + 3 * element)
              .add(FloatVector.fromArray(S, m, q + 3 * element + down))
              .fma(by, FloatVector.fromArray(S, m, p + 3 * element));
      int at = to + 2 * LANES * t;
      t0.add(t1).add(t2).intoArray(y, at);
      t1.sub(t2).sub(t3).intoArray(y, at + LANES);
    }
  }
}
