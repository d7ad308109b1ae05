package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link KernelGradientTransforms} of F(4×4) with the points 0, ±1, ±i and ∞: {@link
 * ComplexLaneTransforms#output} and {@link ComplexWeightTransforms} transposed.
 */
final class ComplexGradientTransforms implements KernelGradientTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;
  private static final int TILE = 4;
  private static final int SIZE = 6;
  private static final int SIDE = 3;

  /** Rows of the points 0, 1, −1 and ∞, and as many real elements of each. */
  private static final int REALS = 4;

  private static final int WIDTH = WinogradForm.F4_COMPLEX.first(1);

  @Override
  public int gradientRoom(int count) {
    return SIZE * TILE * count * L;
  }

  @Override
  public void gradients(
      float[] g, int pitch, int count, float[] room, float[] u, int to, int element) {
    int width = TILE * count * L;
    for (int j = 0; j < LANES; j += L) {
      columns(g, j, pitch, TILE * count, room, width);
      for (int i = 0; i < REALS; i++) {
        realRow(room, i * width, count, u, to + j + i * WIDTH * element, element);
      }
      int first = to + j + REALS * WIDTH * element;
      atReal(room, REALS * width, width, count, u, first, element);
      atComplex(room, REALS * width, width, count, u, first + 12 * element, element);
    }
  }

  /**
   * A times columns: for 0 and ∞ the first and the last element, for ±1 the sum with and without
   * changing signs, and for i, whose powers are 1, i, −1 and −i, real and imaginary parts of that
   * for −i.
   */
  private static void columns(float[] g, int at, int pitch, int count, float[] room, int width) {
    for (int i = 0; i < count; i++) {
      int from = at + i * LANES;
      int to = i * L;
      FloatVector g0 = FloatVector.fromArray(S, g, from);
      FloatVector g1 = FloatVector.fromArray(S, g, from + pitch);
      FloatVector g2 = FloatVector.fromArray(S, g, from + 2 * pitch);
      FloatVector g3 = FloatVector.fromArray(S, g, from + 3 * pitch);
      FloatVector even = g0.add(g2);
      FloatVector odd = g1.add(g3);
      g0.intoArray(room, to);
      even.add(odd).intoArray(room, to + width);
      even.sub(odd).intoArray(room, to + 2 * width);
      g3.intoArray(room, to + 3 * width);
      g0.sub(g2).intoArray(room, to + 4 * width);
      g3.sub(g1).intoArray(room, to + 5 * width);
    }
  }

  /** A row of a real point, times Aᵀ. */
  private static void realRow(float[] x, int at, int count, float[] u, int to, int element) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int p = to + t * LANES;
      FloatVector g0 = FloatVector.fromArray(S, x, from);
      FloatVector g1 = FloatVector.fromArray(S, x, from + L);
      FloatVector g2 = FloatVector.fromArray(S, x, from + 2 * L);
      FloatVector g3 = FloatVector.fromArray(S, x, from + 3 * L);
      FloatVector even = g0.add(g2);
      FloatVector odd = g1.add(g3);
      g0.intoArray(u, p);
      even.add(odd).intoArray(u, p + element);
      even.sub(odd).intoArray(u, p + 2 * element);
      g3.intoArray(u, p + 3 * element);
      put(g0.sub(g2), g3.sub(g1), u, p + 4 * element, element);
    }
  }

  /** Three factors: what the products k, l and m add to, of a real and an imaginary part. */
  private static void put(FloatVector a, FloatVector b, float[] u, int to, int element) {
    a.add(b).intoArray(u, to);
    b.intoArray(u, to + element);
    a.neg().intoArray(u, to + 2 * element);
  }

  /** The row of i, its imaginary part one line further, times Aᵀ's columns of real points. */
  private static void atReal(
      float[] x, int at, int line, int count, float[] u, int to, int element) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int next = from + line;
      int p = to + t * LANES;
      FloatVector a0 = FloatVector.fromArray(S, x, from);
      FloatVector a3 = FloatVector.fromArray(S, x, from + 3 * L);
      FloatVector b0 = FloatVector.fromArray(S, x, next);
      FloatVector b3 = FloatVector.fromArray(S, x, next + 3 * L);
      FloatVector even = FloatVector.fromArray(S, x, from + 2 * L).add(a0);
      FloatVector odd = FloatVector.fromArray(S, x, from + L).add(a3);
      FloatVector evenOfI = FloatVector.fromArray(S, x, next + 2 * L).add(b0);
      FloatVector oddOfI = FloatVector.fromArray(S, x, next + L).add(b3);
      put(a0, b0, u, p, element);
      put(even.add(odd), evenOfI.add(oddOfI), u, p + 3 * element, element);
      put(even.sub(odd), evenOfI.sub(oddOfI), u, p + 6 * element, element);
      put(a3, b3, u, p + 9 * element, element);
    }
  }

  /** The same for i and −i. */
  private static void atComplex(
      float[] x, int at, int line, int count, float[] u, int to, int element) {
    for (int t = 0; t < count; t++) {
      int from = at + t * TILE * L;
      int next = from + line;
      int p = to + t * LANES;
      FloatVector rr =
          FloatVector.fromArray(S, x, from).sub(FloatVector.fromArray(S, x, from + 2 * L));
      FloatVector ri =
          FloatVector.fromArray(S, x, from + 3 * L).sub(FloatVector.fromArray(S, x, from + L));
      FloatVector ir =
          FloatVector.fromArray(S, x, next).sub(FloatVector.fromArray(S, x, next + 2 * L));
      FloatVector ii =
          FloatVector.fromArray(S, x, next + 3 * L).sub(FloatVector.fromArray(S, x, next + L));
      put(rr.sub(ii), ri.add(ir), u, p, element);
      put(rr.add(ii), ir.sub(ri), u, p + 3 * element, element);
    }
  }

  @Override
  public int kernelRoom(int count) {
    return SIZE * SIDE * count * LANES;
  }

  @Override
  public void kernels(float[] m, int at, int element, int count, float[] room, float[] taps) {
    int width = SIDE * count * LANES;
    for (int i = 0; i < REALS; i++) {
      kernelRow(m, at + i * WIDTH * element, element, count, room, i * width);
    }
    int first = at + REALS * WIDTH * element;
    realParts(m, first, element, count, room, REALS * width);
    imaginaryParts(m, first, element, count, room, (REALS + 1) * width);
    kernelColumns(room, width, count, taps);
  }

  /** Times G, whose columns for i and −i together are (½, 0, −½) and (0, ½, 0). */
  private static void kernelRow(float[] m, int at, int element, int count, float[] y, int to) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i * L;
      put(
          FloatVector.fromArray(S, m, from),
          FloatVector.fromArray(S, m, from + element),
          FloatVector.fromArray(S, m, from + 2 * element),
          real(m, from + 4 * element, element),
          imaginary(m, from + 4 * element, element),
          FloatVector.fromArray(S, m, from + 3 * element),
          y,
          to + i * L,
          count * LANES);
    }
  }

  /** Three elements; what comes of fractions is added up first, so that integers stay exact. */
  private static void put(
      FloatVector zero,
      FloatVector m1,
      FloatVector m2,
      FloatVector a,
      FloatVector b,
      FloatVector infinity,
      float[] y,
      int to,
      int step) {
    FloatVector even = m1.add(m2).mul(0.25f);
    FloatVector half = a.mul(0.5f);
    even.add(half).add(zero).intoArray(y, to);
    m1.sub(m2).mul(0.25f).add(b.mul(0.5f)).intoArray(y, to + step);
    even.sub(half).add(infinity).intoArray(y, to + 2 * step);
  }

  /** What a factor c + di of the weights is due of the products with c, d − c and c + d. */
  private static FloatVector real(float[] m, int at, int element) {
    return FloatVector.fromArray(S, m, at)
        .sub(FloatVector.fromArray(S, m, at + element))
        .add(FloatVector.fromArray(S, m, at + 2 * element));
  }

  private static FloatVector imaginary(float[] m, int at, int element) {
    return FloatVector.fromArray(S, m, at + element)
        .add(FloatVector.fromArray(S, m, at + 2 * element));
  }

  /** The real parts of the row of i, times G. */
  private static void realParts(float[] m, int at, int element, int count, float[] y, int to) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i * L;
      FloatVector a = real(m, from + 12 * element, element);
      FloatVector b = imaginary(m, from + 12 * element, element);
      put(
          real(m, from, element),
          real(m, from + 3 * element, element),
          real(m, from + 6 * element, element),
          a.add(real(m, from + 15 * element, element)).mul(0.5f),
          b.sub(imaginary(m, from + 15 * element, element)).mul(0.5f),
          real(m, from + 9 * element, element),
          y,
          to + i * L,
          count * LANES);
    }
  }

  /** The imaginary parts. */
  private static void imaginaryParts(float[] m, int at, int element, int count, float[] y, int to) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i * L;
      FloatVector a = real(m, from + 12 * element, element);
      FloatVector b = imaginary(m, from + 12 * element, element);
      put(
          imaginary(m, from, element),
          imaginary(m, from + 3 * element, element),
          imaginary(m, from + 6 * element, element),
          b.add(imaginary(m, from + 15 * element, element)).mul(0.5f),
          real(m, from + 15 * element, element).sub(a).mul(0.5f),
          imaginary(m, from + 9 * element, element),
          y,
          to + i * L,
          count * LANES);
    }
  }

  private static void kernelColumns(float[] x, int width, int count, float[] taps) {
    for (int j = 0; j < SIDE; j++) {
      for (int i = 0; i < 2 * count; i++) {
        int from = (j * 2 * count + i) * L;
        put(
            FloatVector.fromArray(S, x, from),
            FloatVector.fromArray(S, x, from + width),
            FloatVector.fromArray(S, x, from + 2 * width),
            FloatVector.fromArray(S, x, from + 4 * width),
            FloatVector.fromArray(S, x, from + 5 * width),
            FloatVector.fromArray(S, x, from + 3 * width),
            taps,
            (i / 2 * SIDE * SIDE + j) * LANES + i % 2 * L,
            SIDE * LANES);
      }
    }
  }
}
