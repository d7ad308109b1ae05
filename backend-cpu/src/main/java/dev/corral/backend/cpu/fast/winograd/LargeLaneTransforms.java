package dev.corral.backend.cpu.fast.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of F(4×4) with the points 0, ±√½, ±√2 and ∞. The 36 elements of a tile do not fit
 * the registers, so all columns go through first and all rows then, by way of a room. A pair of
 * points ±a has rows that differ in the signs of the odd powers, so that sums of the even ones and
 * of the odd ones make both.
 */
final class LargeLaneTransforms implements LaneTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = 2 * L;
  private static final int TILE = 4;
  private static final int SIZE = 6;
  private static final float ROOT = (float) Math.sqrt(2);
  private static final float HALF_ROOT = (float) Math.sqrt(0.5);

  @Override
  public WinogradForm form() {
    return WinogradForm.F4;
  }

  @Override
  public int room(int count) {
    return SIZE * (TILE * count + 2) * L;
  }

  @Override
  public void input(
      float[] d, int pitch, int count, float[] room, float[] v, int to, int element, int tile) {
    int width = (TILE * count + 2) * L;
    for (int j = 0; j < LANES; j += L) {
      input(d, j, pitch, LANES, TILE * count + 2, room, 0, width, L);
      for (int i = 0; i < SIZE; i++) {
        int first = to + j + i * SIZE * element;
        input(room, i * width, L, TILE * L, count, v, first, element, tile);
      }
    }
  }

  /**
   * Bᵀ times lines, element e of the i-th at {@code at + e · step + i · next} and at {@code to + e
   * · toStep + i · toNext}. Bᵀ has for each point of a pair ±a the row (0, ∓a · b², −b², ±a, 1, 0),
   * b being the other pair; 0 and ∞ have (1, 0, −2½, 0, 1, 0) and one element later.
   */
  private static void input(
      float[] x, int at, int step, int next, int count, float[] y, int to, int toStep, int toNext) {
    FloatVector middle = FloatVector.broadcast(S, -2.5f);
    FloatVector two = FloatVector.broadcast(S, -2);
    FloatVector half = FloatVector.broadcast(S, -0.5f);
    for (int i = 0; i < count; i++) {
      int from = at + i * next;
      int first = to + i * toNext;
      FloatVector d1 = FloatVector.fromArray(S, x, from + step);
      FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * step);
      FloatVector d3 = FloatVector.fromArray(S, x, from + 3 * step);
      FloatVector d4 = FloatVector.fromArray(S, x, from + 4 * step);
      d2.fma(middle, FloatVector.fromArray(S, x, from)).add(d4).intoArray(y, first);
      d3.fma(middle, d1)
          .add(FloatVector.fromArray(S, x, from + 5 * step))
          .intoArray(y, first + 5 * toStep);
      FloatVector even = d2.fma(two, d4);
      FloatVector odd = d1.fma(two, d3).mul(HALF_ROOT);
      even.add(odd).intoArray(y, first + toStep);
      even.sub(odd).intoArray(y, first + 2 * toStep);
      FloatVector otherEven = d2.fma(half, d4);
      FloatVector otherOdd = d1.fma(half, d3).mul(ROOT);
      otherEven.add(otherOdd).intoArray(y, first + 3 * toStep);
      otherEven.sub(otherOdd).intoArray(y, first + 4 * toStep);
    }
  }

  @Override
  public void output(
      float[] m, int at, int element, int tile, int count, float[] room, float[] y, int pitch) {
    int width = count * SIZE * L;
    for (int j = 0; j < LANES; j += L) {
      for (int i = 0; i < SIZE; i++) {
        int first = at + j + i * element;
        output(m, first, SIZE * element, tile, count, room, i * L, width, SIZE * L);
      }
      for (int i = 0; i < TILE; i++) {
        output(room, i * width, L, SIZE * L, count, y, i * pitch + j, LANES, TILE * LANES);
      }
    }
  }

  /**
   * Aᵀ times lines, as {@link #input}. Aᵀ has the rows (1, 1, 1, 1, 1, 0), then of powers of the
   * points, the last with 1 for ∞.
   */
  private static void output(
      float[] x, int at, int step, int next, int count, float[] y, int to, int toStep, int toNext) {
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    for (int i = 0; i < count; i++) {
      int from = at + i * next;
      int first = to + i * toNext;
      FloatVector m1 = FloatVector.fromArray(S, x, from + step);
      FloatVector m2 = FloatVector.fromArray(S, x, from + 2 * step);
      FloatVector m3 = FloatVector.fromArray(S, x, from + 3 * step);
      FloatVector m4 = FloatVector.fromArray(S, x, from + 4 * step);
      FloatVector even = m1.add(m2);
      FloatVector odd = m1.sub(m2).mul(HALF_ROOT);
      FloatVector otherEven = m3.add(m4);
      FloatVector otherOdd = m3.sub(m4).mul(ROOT);
      FloatVector.fromArray(S, x, from).add(even).add(otherEven).intoArray(y, first);
      odd.add(otherOdd).intoArray(y, first + toStep);
      even.fma(half, otherEven.add(otherEven)).intoArray(y, first + 2 * toStep);
      odd.fma(half, otherOdd.add(otherOdd))
          .add(FloatVector.fromArray(S, x, from + 5 * step))
          .intoArray(y, first + 3 * toStep);
    }
  }
}
