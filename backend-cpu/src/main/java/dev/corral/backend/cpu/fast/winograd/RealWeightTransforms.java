package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link WeightTransforms} of points that are all real. */
final class RealWeightTransforms implements WeightTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;
  private static final int SIDE = 3;
  private static final int TAPS = WinogradPanels.TAPS;

  private final RealPoints points;

  RealWeightTransforms(RealPoints points) {
    this.points = points;
  }

  @Override
  public void row(
      int row, float[] taps, int first, int step, int count, float[] y, int to, int lead) {
    float[] near = points.near();
    float[] far = points.far();
    if (row == 0) {
      outerRow(taps, first, step, count, near, far, y, to, lead);
    } else if (row == points.size() - 1) {
      outerRow(taps, first + 2 * SIDE * step, step, count, near, far, y, to, lead);
    } else {
      float[] g = row <= 2 ? near : far;
      float second = row % 2 == 1 ? g[1] : -g[1];
      innerRow(taps, first, step, count, g, second, near, far, y, to, lead);
    }
  }

  /**
   * A row of a kernel times Gᵀ.
   *
   * @param at of its first element, for the first of the inputs
   * @param near the first pair of rows of G
   * @param far the second pair; the same if there is one
   */
  private static void outerRow(
      float[] taps,
      int at,
      int step,
      int count,
      float[] near,
      float[] far,
      float[] y,
      int to,
      int lead) {
    float near0 = near[0];
    float near1 = near[1];
    float near2 = near[2];
    float far0 = far[0];
    float far1 = far[1];
    float far2 = far[2];
    boolean two = near != far;
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i / 2 * TAPS * LANES + i % 2 * L;
      int p = to + i * L;
      FloatVector t0 = FloatVector.fromArray(S, taps, from);
      FloatVector t1 = FloatVector.fromArray(S, taps, from + step);
      FloatVector t2 = FloatVector.fromArray(S, taps, from + 2 * step);
      t0.intoArray(y, p);
      FloatVector even = t0.mul(near0).add(t2.mul(near2));
      FloatVector odd = t1.mul(near1);
      even.add(odd).intoArray(y, p + lead);
      even.sub(odd).intoArray(y, p + 2 * lead);
      if (two) {
        even = t0.mul(far0).add(t2.mul(far2));
        odd = t1.mul(far1);
        even.add(odd).intoArray(y, p + 3 * lead);
        even.sub(odd).intoArray(y, p + 4 * lead);
        t2.intoArray(y, p + 5 * lead);
      } else {
        t2.intoArray(y, p + 3 * lead);
      }
    }
  }

  /** A row of G, (g₀, second, g₂), times the kernels, and that times Gᵀ. */
  private static void innerRow(
      float[] taps,
      int at,
      int step,
      int count,
      float[] g,
      float second,
      float[] near,
      float[] far,
      float[] y,
      int to,
      int lead) {
    float first = g[0];
    float third = g[2];
    float near0 = near[0];
    float near1 = near[1];
    float near2 = near[2];
    float far0 = far[0];
    float far1 = far[1];
    float far2 = far[2];
    boolean two = near != far;
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i / 2 * TAPS * LANES + i % 2 * L;
      int p = to + i * L;
      FloatVector t0 =
          FloatVector.fromArray(S, taps, from)
              .mul(first)
              .add(FloatVector.fromArray(S, taps, from + 6 * step).mul(third))
              .add(FloatVector.fromArray(S, taps, from + 3 * step).mul(second));
      FloatVector t1 =
          FloatVector.fromArray(S, taps, from + step)
              .mul(first)
              .add(FloatVector.fromArray(S, taps, from + 7 * step).mul(third))
              .add(FloatVector.fromArray(S, taps, from + 4 * step).mul(second));
      FloatVector t2 =
          FloatVector.fromArray(S, taps, from + 2 * step)
              .mul(first)
              .add(FloatVector.fromArray(S, taps, from + 8 * step).mul(third))
              .add(FloatVector.fromArray(S, taps, from + 5 * step).mul(second));
      t0.intoArray(y, p);
      FloatVector even = t0.mul(near0).add(t2.mul(near2));
      FloatVector odd = t1.mul(near1);
      even.add(odd).intoArray(y, p + lead);
      even.sub(odd).intoArray(y, p + 2 * lead);
      if (two) {
        even = t0.mul(far0).add(t2.mul(far2));
        odd = t1.mul(far1);
        even.add(odd).intoArray(y, p + 3 * lead);
        even.sub(odd).intoArray(y, p + 4 * lead);
        t2.intoArray(y, p + 5 * lead);
      } else {
        t2.intoArray(y, p + 3 * lead);
      }
    }
  }
}
