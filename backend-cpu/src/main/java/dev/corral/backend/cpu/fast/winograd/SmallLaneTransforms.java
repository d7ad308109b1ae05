package dev.corral.backend.cpu.fast.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of F(2×2), whose tiles fit the registers. */
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
      tiles(d, j, pitch, count, v, to + j, element, tile);
    }
  }

  /** Bᵀ is (1, 0, −1, 0), (0, 1, 1, 0), (0, −1, 1, 0), (0, 1, 0, −1). */
  private static void tiles(
      float[] d, int at, int pitch, int count, float[] v, int to, int element, int tile) {
    int second = at + pitch;
    int third = at + 2 * pitch;
    int fourth = at + 3 * pitch;
    int down = 4 * element;
    for (int t = 0; t < count; t++) {
      int column = 2 * LANES * t;
      FloatVector d00 = FloatVector.fromArray(S, d, at + column);
      FloatVector d10 = FloatVector.fromArray(S, d, second + column);
      FloatVector d20 = FloatVector.fromArray(S, d, third + column);
      FloatVector d30 = FloatVector.fromArray(S, d, fourth + column);
      FloatVector d01 = FloatVector.fromArray(S, d, at + column + LANES);
      FloatVector d11 = FloatVector.fromArray(S, d, second + column + LANES);
      FloatVector d21 = FloatVector.fromArray(S, d, third + column + LANES);
      FloatVector d31 = FloatVector.fromArray(S, d, fourth + column + LANES);
      FloatVector d02 = FloatVector.fromArray(S, d, at + column + 2 * LANES);
      FloatVector d12 = FloatVector.fromArray(S, d, second + column + 2 * LANES);
      FloatVector d22 = FloatVector.fromArray(S, d, third + column + 2 * LANES);
      FloatVector d32 = FloatVector.fromArray(S, d, fourth + column + 2 * LANES);
      FloatVector d03 = FloatVector.fromArray(S, d, at + column + 3 * LANES);
      FloatVector d13 = FloatVector.fromArray(S, d, second + column + 3 * LANES);
      FloatVector d23 = FloatVector.fromArray(S, d, third + column + 3 * LANES);
      FloatVector d33 = FloatVector.fromArray(S, d, fourth + column + 3 * LANES);
      int first = to + tile * t;
      FloatVector t00 = d00.sub(d20);
      FloatVector t01 = d01.sub(d21);
      FloatVector t02 = d02.sub(d22);
      FloatVector t03 = d03.sub(d23);
      t00.sub(t02).intoArray(v, first);
      t01.add(t02).intoArray(v, first + element);
      t02.sub(t01).intoArray(v, first + 2 * element);
      t01.sub(t03).intoArray(v, first + 3 * element);
      FloatVector t10 = d10.add(d20);
      FloatVector t11 = d11.add(d21);
      FloatVector t12 = d12.add(d22);
      FloatVector t13 = d13.add(d23);
      t10.sub(t12).intoArray(v, first + down);
      t11.add(t12).intoArray(v, first + down + element);
      t12.sub(t11).intoArray(v, first + down + 2 * element);
      t11.sub(t13).intoArray(v, first + down + 3 * element);
      FloatVector t20 = d20.sub(d10);
      FloatVector t21 = d21.sub(d11);
      FloatVector t22 = d22.sub(d12);
      FloatVector t23 = d23.sub(d13);
      t20.sub(t22).intoArray(v, first + 2 * down);
      t21.add(t22).intoArray(v, first + 2 * down + element);
      t22.sub(t21).intoArray(v, first + 2 * down + 2 * element);
      t21.sub(t23).intoArray(v, first + 2 * down + 3 * element);
      FloatVector t30 = d10.sub(d30);
      FloatVector t31 = d11.sub(d31);
      FloatVector t32 = d12.sub(d32);
      FloatVector t33 = d13.sub(d33);
      t30.sub(t32).intoArray(v, first + 3 * down);
      t31.add(t32).intoArray(v, first + 3 * down + element);
      t32.sub(t31).intoArray(v, first + 3 * down + 2 * element);
      t31.sub(t33).intoArray(v, first + 3 * down + 3 * element);
    }
  }

  @Override
  public void output(
      float[] m, int at, int element, int count, float[] room, float[] y, int pitch) {
    for (int j = 0; j < LANES; j += L) {
      tiles(m, at + j, element, count, y, j, pitch);
    }
  }

  /** Aᵀ is (1, 1, 1, 0), (0, 1, −1, −1). */
  private static void tiles(
      float[] m, int at, int element, int count, float[] y, int to, int pitch) {
    int down = 4 * element;
    for (int t = 0; t < count; t++) {
      int first = at + LANES * t;
      FloatVector m10 = FloatVector.fromArray(S, m, first + down);
      FloatVector m20 = FloatVector.fromArray(S, m, first + 2 * down);
      FloatVector t00 = m10.add(m20).add(FloatVector.fromArray(S, m, first));
      FloatVector t10 = m10.sub(m20).sub(FloatVector.fromArray(S, m, first + 3 * down));
      FloatVector m11 = FloatVector.fromArray(S, m, first + element + down);
      FloatVector m21 = FloatVector.fromArray(S, m, first + element + 2 * down);
      FloatVector t01 = m11.add(m21).add(FloatVector.fromArray(S, m, first + element));
      FloatVector t11 = m11.sub(m21).sub(FloatVector.fromArray(S, m, first + element + 3 * down));
      FloatVector m12 = FloatVector.fromArray(S, m, first + 2 * element + down);
      FloatVector m22 = FloatVector.fromArray(S, m, first + 2 * element + 2 * down);
      FloatVector t02 = m12.add(m22).add(FloatVector.fromArray(S, m, first + 2 * element));
      FloatVector t12 =
          m12.sub(m22).sub(FloatVector.fromArray(S, m, first + 2 * element + 3 * down));
      FloatVector m13 = FloatVector.fromArray(S, m, first + 3 * element + down);
      FloatVector m23 = FloatVector.fromArray(S, m, first + 3 * element + 2 * down);
      FloatVector t03 = m13.add(m23).add(FloatVector.fromArray(S, m, first + 3 * element));
      FloatVector t13 =
          m13.sub(m23).sub(FloatVector.fromArray(S, m, first + 3 * element + 3 * down));
      int top = to + 2 * LANES * t;
      int bottom = top + pitch;
      t00.add(t01).add(t02).intoArray(y, top);
      t01.sub(t02).sub(t03).intoArray(y, top + LANES);
      t10.add(t11).add(t12).intoArray(y, bottom);
      t11.sub(t12).sub(t13).intoArray(y, bottom + LANES);
    }
  }
}
