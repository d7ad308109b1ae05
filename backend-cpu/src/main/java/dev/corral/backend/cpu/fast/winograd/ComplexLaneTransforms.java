package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of F(4×4) with the points 0, ±1, ±i and ∞, a column at a time and then a row. Real
 * and imaginary parts are lines of their own until the last step, which makes three factors a + b,
 * a and b of a + bi: with those of {@link ComplexWeightTransforms} they give the products k, l, m,
 * and the complex product is k − m + (k + l)i.
 */
final class ComplexLaneTransforms implements LaneTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;
  private static final int TILE = 4;
  private static final int SIZE = 6;

  /** Rows of the points 0, 1, −1 and ∞, and as many real elements of each. */
  private static final int REALS = 4;

  private static final int WIDTH = WinogradForm.F4_COMPLEX.first(1);

  @Override
  public WinogradForm form() {
    return WinogradForm.F4_COMPLEX;
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
      columns(d, j, pitch, TILE * count + 2, room, width);
      for (int i = 0; i < REALS; i++) {
        realRow(room, i * width, count, v, to + j + i * WIDTH * element, element, tile);
      }
      int first = to + j + REALS * WIDTH * element;
      atReal(room, REALS * width, width, count, v, first, element, tile);
      atComplex(room, REALS * width, width, count, v, first + 12 * element, element, tile);
    }
  }

  /**
   * Bᵀ times columns. It has for 0 and ∞ the rows (1, 0, 0, 0, −1, 0) and (0, −1, 0, 0, 0, 1), for
   * ±1 (0, ±1, 1, ±1, 1, 0) and for i (0, −i, −1, i, 1, 0).
   */
  private static void columns(float[] d, int at, int pitch, int count, float[] room, int width) {
    for (int i = 0; i < count; i++) {
      int from = at + i * LANES;
      int to = i * L;
      FloatVector d1 = FloatVector.fromArray(S, d, from + pitch);
      FloatVector d2 = FloatVector.fromArray(S, d, from + 2 * pitch);
      FloatVector d3 = FloatVector.fromArray(S, d, from + 3 * pitch);
      FloatVector d4 = FloatVector.fromArray(S, d, from + 4 * pitch);
      FloatVector even = d2.add(d4);
      FloatVector odd = d1.add(d3);
      FloatVector.fromArray(S, d, from).sub(d4).intoArray(room, to);
      even.add(odd).intoArray(room, to + width);
      even.sub(odd).intoArray(room, to + 2 * width);
      FloatVector.fromArray(S, d, from + 5 * pitch).sub(d1).intoArray(room, to + 3 * width);
      d4.sub(d2).intoArray(room, to + 4 * width);
      d3.sub(d1).intoArray(room, to + 5 * width);
    }
  }

  /** A row of a real point, times B. */
  private static void realRow(
      float[] x, int at, int count, float[] v, int to, int element, int tile) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int p = to + t * tile;
      FloatVector d1 = FloatVector.fromArray(S, x, from + L);
      FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * L);
      FloatVector d3 = FloatVector.fromArray(S, x, from + 3 * L);
      FloatVector d4 = FloatVector.fromArray(S, x, from + 4 * L);
      FloatVector even = d2.add(d4);
      FloatVector odd = d1.add(d3);
      FloatVector.fromArray(S, x, from).sub(d4).intoArray(v, p);
      even.add(odd).intoArray(v, p + element);
      even.sub(odd).intoArray(v, p + 2 * element);
      FloatVector.fromArray(S, x, from + 5 * L).sub(d1).intoArray(v, p + 3 * element);
      put(d4.sub(d2), d3.sub(d1), v, p + 4 * element, element);
    }
  }

  /** Three factors for a + bi. */
  private static void put(FloatVector a, FloatVector b, float[] v, int to, int element) {
    a.add(b).intoArray(v, to);
    a.intoArray(v, to + element);
    b.intoArray(v, to + 2 * element);
  }

  /** The row of i, its imaginary part one line further, times B's columns of real points. */
  private static void atReal(
      float[] x, int at, int line, int count, float[] v, int to, int element, int tile) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int next = from + line;
      int p = to + t * tile;
      FloatVector a1 = FloatVector.fromArray(S, x, from + L);
      FloatVector a4 = FloatVector.fromArray(S, x, from + 4 * L);
      FloatVector b1 = FloatVector.fromArray(S, x, next + L);
      FloatVector b4 = FloatVector.fromArray(S, x, next + 4 * L);
      FloatVector even = FloatVector.fromArray(S, x, from + 2 * L).add(a4);
      FloatVector odd = FloatVector.fromArray(S, x, from + 3 * L).add(a1);
      FloatVector evenOfI = FloatVector.fromArray(S, x, next + 2 * L).add(b4);
      FloatVector oddOfI = FloatVector.fromArray(S, x, next + 3 * L).add(b1);
      put(
          FloatVector.fromArray(S, x, from).sub(a4),
          FloatVector.fromArray(S, x, next).sub(b4),
          v,
          p,
          element);
      put(even.add(odd), evenOfI.add(oddOfI), v, p + 3 * element, element);
      put(even.sub(odd), evenOfI.sub(oddOfI), v, p + 6 * element, element);
      put(
          FloatVector.fromArray(S, x, from + 5 * L).sub(a1),
          FloatVector.fromArray(S, x, next + 5 * L).sub(b1),
          v,
          p + 9 * element,
          element);
    }
  }

  /** The same for i and −i. */
  private static void atComplex(
      float[] x, int at, int line, int count, float[] v, int to, int element, int tile) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int next = from + line;
      int p = to + t * tile;
      FloatVector rr =
          FloatVector.fromArray(S, x, from + 4 * L).sub(FloatVector.fromArray(S, x, from + 2 * L));
      FloatVector ri =
          FloatVector.fromArray(S, x, from + 3 * L).sub(FloatVector.fromArray(S, x, from + L));
      FloatVector ir =
          FloatVector.fromArray(S, x, next + 4 * L).sub(FloatVector.fromArray(S, x, next + 2 * L));
      FloatVector ii =
          FloatVector.fromArray(S, x, next + 3 * L).sub(FloatVector.fromArray(S, x, next + L));
      put(rr.sub(ii), ri.add(ir), v, p, element);
      put(rr.add(ii), ir.sub(ri), v, p + 3 * element, element);
    }
  }

  @Override
  public void output(
      float[] m, int at, int element, int tile, int count, float[] room, float[] y, int pitch) {
    int width = count * TILE * L;
    for (int j = 0; j < LANES; j += L) {
      for (int i = 0; i < REALS; i++) {
        outputRow(m, at + j + i * WIDTH * element, element, tile, count, room, i * width);
      }
      int first = at + j + REALS * WIDTH * element;
      realParts(m, first, element, tile, count, room, REALS * width);
      imaginaryParts(m, first, element, tile, count, room, (REALS + 1) * width);
      outputColumns(room, width, TILE * count, y, j, pitch);
    }
  }

  /**
   * Times A, whose columns are of powers of the points; that of ∞ has the third alone. A product
   * for i stands for that of −i too, so of a + bi there come a, −b, −a and b.
   */
  private static void outputRow(
      float[] m, int at, int element, int tile, int count, float[] y, int to) {
    for (int t = 0; t < count; t++) {
      int from = at + t * tile;
      FloatVector m1 = FloatVector.fromArray(S, m, from + element);
      FloatVector m2 = FloatVector.fromArray(S, m, from + 2 * element);
      FloatVector k = FloatVector.fromArray(S, m, from + 4 * element);
      FloatVector a = k.sub(FloatVector.fromArray(S, m, from + 6 * element));
      FloatVector b = k.add(FloatVector.fromArray(S, m, from + 5 * element));
      put(
          FloatVector.fromArray(S, m, from),
          m1.add(m2),
          m1.sub(m2),
          a,
          b,
          FloatVector.fromArray(S, m, from + 3 * element),
          y,
          to + t * TILE * L,
          L);
    }
  }

  /** Four outputs; what comes of fractions is added up first, so that integers stay exact. */
  private static void put(
      FloatVector zero,
      FloatVector even,
      FloatVector odd,
      FloatVector a,
      FloatVector b,
      FloatVector infinity,
      float[] y,
      int to,
      int step) {
    even.add(a).add(zero).intoArray(y, to);
    odd.sub(b).intoArray(y, to + step);
    even.sub(a).intoArray(y, to + 2 * step);
    odd.add(b).add(infinity).intoArray(y, to + 3 * step);
  }

  /** The real parts of the row of i, times A. */
  private static void realParts(
      float[] m, int at, int element, int tile, int count, float[] y, int to) {
    for (int t = 0; t < count; t++) {
      int from = at + t * tile;
      FloatVector m1 = real(m, from + 3 * element, element);
      FloatVector m2 = real(m, from + 6 * element, element);
      FloatVector a = real(m, from + 12 * element, element);
      FloatVector b = imaginary(m, from + 12 * element, element);
      put(
          real(m, from, element),
          m1.add(m2),
          m1.sub(m2),
          a.add(real(m, from + 15 * element, element)),
          b.sub(imaginary(m, from + 15 * element, element)),
          real(m, from + 9 * element, element),
          y,
          to + t * TILE * L,
          L);
    }
  }

  /** The imaginary parts. */
  private static void imaginaryParts(
      float[] m, int at, int element, int tile, int count, float[] y, int to) {
    for (int t = 0; t < count; t++) {
      int from = at + t * tile;
      FloatVector m1 = imaginary(m, from + 3 * element, element);
      FloatVector m2 = imaginary(m, from + 6 * element, element);
      FloatVector a = real(m, from + 12 * element, element);
      FloatVector b = imaginary(m, from + 12 * element, element);
      put(
          imaginary(m, from, element),
          m1.add(m2),
          m1.sub(m2),
          b.add(imaginary(m, from + 15 * element, element)),
          real(m, from + 15 * element, element).sub(a),
          imaginary(m, from + 9 * element, element),
          y,
          to + t * TILE * L,
          L);
    }
  }

  private static FloatVector real(float[] m, int at, int element) {
    return FloatVector.fromArray(S, m, at).sub(FloatVector.fromArray(S, m, at + 2 * element));
  }

  private static FloatVector imaginary(float[] m, int at, int element) {
    return FloatVector.fromArray(S, m, at).add(FloatVector.fromArray(S, m, at + element));
  }

  private static void outputColumns(float[] x, int width, int count, float[] y, int to, int pitch) {
    for (int i = 0; i < count; i++) {
      int from = i * L;
      FloatVector m1 = FloatVector.fromArray(S, x, from + width);
      FloatVector m2 = FloatVector.fromArray(S, x, from + 2 * width);
      put(
          FloatVector.fromArray(S, x, from),
          m1.add(m2),
          m1.sub(m2),
          FloatVector.fromArray(S, x, from + 4 * width),
          FloatVector.fromArray(S, x, from + 5 * width),
          FloatVector.fromArray(S, x, from + 3 * width),
          y,
          to + i * LANES,
          pitch);
    }
  }
}
