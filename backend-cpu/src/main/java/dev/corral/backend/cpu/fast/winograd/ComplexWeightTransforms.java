package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WeightTransforms} of F(4×4) with the points 0, ±1, ±i and ∞. A row of G g Gᵀ is of the
 * elements for 0, 1, −1 and ∞ and of three for i: c, d − c and c + d of c + di, to go with those of
 * {@link ComplexLaneTransforms}. The row of i itself has three for each of 0, 1, −1, ∞, i and −i.
 * What is complex counts twice, as −i has its conjugate.
 */
final class ComplexWeightTransforms implements WeightTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;
  private static final int SIDE = 3;
  private static final int TAPS = WinogradPanels.TAPS;

  @Override
  public void row(
      int row, float[] taps, int first, int step, int count, float[] y, int to, int lead) {
    int down = SIDE * step;
    switch (row) {
      case 0 -> realRow(taps, first, step, 0, 1, 0, 0, count, y, to, lead);
      case 1 -> realRow(taps, first, step, down, 0.25f, 0.25f, 0.25f, count, y, to, lead);
      case 2 -> realRow(taps, first, step, down, 0.25f, -0.25f, 0.25f, count, y, to, lead);
      case 3 -> realRow(taps, first + 2 * down, step, 0, 1, 0, 0, count, y, to, lead);
      default -> {
        atReal(taps, first, step, count, y, to, lead);
        atComplex(taps, first, step, count, y, to + 12 * lead, lead);
      }
    }
  }

  /** The row of a real point, (a, b, c), times the kernels, and that times Gᵀ. */
  private static void realRow(
      float[] taps,
      int at,
      int step,
      int down,
      float a,
      float b,
      float c,
      int count,
      float[] y,
      int to,
      int lead) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i / 2 * TAPS * LANES + i % 2 * L;
      int p = to + i * L;
      FloatVector t0 = sum(taps, from, down, a, b, c);
      FloatVector t1 = sum(taps, from + step, down, a, b, c);
      FloatVector t2 = sum(taps, from + 2 * step, down, a, b, c);
      t0.intoArray(y, p);
      FloatVector even = t0.add(t2).mul(0.25f);
      FloatVector odd = t1.mul(0.25f);
      even.add(odd).intoArray(y, p + lead);
      even.sub(odd).intoArray(y, p + 2 * lead);
      t2.intoArray(y, p + 3 * lead);
      put(t0.sub(t2).mul(0.5f), t1.mul(0.5f), y, p + 4 * lead, lead);
    }
  }

  private static FloatVector sum(float[] taps, int at, int down, float a, float b, float c) {
    return FloatVector.fromArray(S, taps, at)
        .mul(a)
        .add(FloatVector.fromArray(S, taps, at + 2 * down).mul(c))
        .add(FloatVector.fromArray(S, taps, at + down).mul(b));
  }

  /** Three factors for c + di. */
  private static void put(FloatVector c, FloatVector d, float[] y, int to, int lead) {
    c.intoArray(y, to);
    d.sub(c).intoArray(y, to + lead);
    c.add(d).intoArray(y, to + 2 * lead);
  }

  /** The row of i, (½, ½i, −½), times the kernels, and that times G's rows of real points. */
  private static void atReal(
      float[] taps, int at, int step, int count, float[] y, int to, int lead) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i / 2 * TAPS * LANES + i % 2 * L;
      int p = to + i * L;
      FloatVector c0 = real(taps, from, step);
      FloatVector c1 = real(taps, from + step, step).mul(0.25f);
      FloatVector c2 = real(taps, from + 2 * step, step);
      FloatVector d0 = imaginary(taps, from, step);
      FloatVector d1 = imaginary(taps, from + step, step).mul(0.25f);
      FloatVector d2 = imaginary(taps, from + 2 * step, step);
      put(c0, d0, y, p, lead);
      FloatVector c = c0.add(c2).mul(0.25f);
      FloatVector d = d0.add(d2).mul(0.25f);
      put(c.add(c1), d.add(d1), y, p + 3 * lead, lead);
      put(c.sub(c1), d.sub(d1), y, p + 6 * lead, lead);
      put(c2, d2, y, p + 9 * lead, lead);
    }
  }

  private static FloatVector real(float[] taps, int at, int step) {
    return FloatVector.fromArray(S, taps, at)
        .sub(FloatVector.fromArray(S, taps, at + 2 * SIDE * step))
        .mul(0.5f);
  }

  private static FloatVector imaginary(float[] taps, int at, int step) {
    return FloatVector.fromArray(S, taps, at + SIDE * step).mul(0.5f);
  }

  /** The same for i and −i, where row and column count twice each, but there is one conjugate. */
  private static void atComplex(
      float[] taps, int at, int step, int count, float[] y, int to, int lead) {
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i / 2 * TAPS * LANES + i % 2 * L;
      int p = to + i * L;
      FloatVector rr = real(taps, from, step).sub(real(taps, from + 2 * step, step)).mul(0.25f);
      FloatVector ri = real(taps, from + step, step).mul(0.25f);
      FloatVector ir =
          imaginary(taps, from, step).sub(imaginary(taps, from + 2 * step, step)).mul(0.25f);
      FloatVector ii = imaginary(taps, from + step, step).mul(0.25f);
      put(rr.sub(ii), ri.add(ir), y, p, lead);
      put(rr.add(ii), ir.sub(ri), y, p + 3 * lead, lead);
    }
  }
}
