package dev.corral.backend.cpu.fast.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link KernelGradientTransforms} of points that are all real. */
final class RealGradientTransforms implements KernelGradientTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = 2 * L;
  private static final int SIDE = 3;
  private static final float ROOT = (float) Math.sqrt(2);
  private static final float HALF_ROOT = (float) Math.sqrt(0.5);

  private final WinogradForm form;
  private final RealPoints points;

  RealGradientTransforms(WinogradForm form) {
    this.form = form;
    this.points = RealPoints.of(form);
  }

  @Override
  public int gradientRoom(int count) {
    return form.inputs() * form.outputs() * count * L;
  }

  @Override
  public void gradients(
      float[] g, int pitch, int count, float[] room, float[] u, int to, int element) {
    for (int j = 0; j < LANES; j += L) {
      if (form == WinogradForm.F2) {
        small(g, j, pitch, count, u, to + j, element);
      } else {
        large(g, j, pitch, count, room, u, to + j, element);
      }
    }
  }

  /** The points 0, 1, −1 and ∞; A is (1, 0), (1, 1), (1, −1), (0, −1). */
  private static void small(
      float[] g, int top, int pitch, int count, float[] u, int to, int element) {
    int bottom = top + pitch;
    for (int t = 0; t < count; t++) {
      FloatVector a = FloatVector.fromArray(S, g, top + 2 * LANES * t);
      FloatVector b = FloatVector.fromArray(S, g, top + 2 * LANES * t + LANES);
      FloatVector c = FloatVector.fromArray(S, g, bottom + 2 * LANES * t);
      FloatVector d = FloatVector.fromArray(S, g, bottom + 2 * LANES * t + LANES);
      int at = to + LANES * t;
      a.intoArray(u, at);
      a.add(b).intoArray(u, at + element);
      a.sub(b).intoArray(u, at + 2 * element);
      b.neg().intoArray(u, at + 3 * element);
      FloatVector left = a.add(c);
      FloatVector right = b.add(d);
      left.intoArray(u, at + 4 * element);
      left.add(right).intoArray(u, at + 5 * element);
      left.sub(right).intoArray(u, at + 6 * element);
      right.neg().intoArray(u, at + 7 * element);
      left = a.sub(c);
      right = b.sub(d);
      left.intoArray(u, at + 8 * element);
      left.add(right).intoArray(u, at + 9 * element);
      left.sub(right).intoArray(u, at + 10 * element);
      right.neg().intoArray(u, at + 11 * element);
      c.neg().intoArray(u, at + 12 * element);
      c.add(d).neg().intoArray(u, at + 13 * element);
      d.sub(c).intoArray(u, at + 14 * element);
      d.intoArray(u, at + 15 * element);
    }
  }

  private static void large(
      float[] g, int at, int pitch, int count, float[] room, float[] u, int to, int element) {
    int tile = WinogradForm.F4.outputs();
    int size = WinogradForm.F4.inputs();
    int width = tile * count;
    line(g, at, pitch, LANES, width, room, 0, width * L, L);
    for (int i = 0; i < size; i++) {
      line(room, i * width * L, L, tile * L, count, u, to + i * size * element, element, LANES);
    }
  }

  /**
   * A times lines, element e of the i-th at {@code at + e · step + i · next} and at {@code to + e ·
   * toStep + i · toNext}. The row of a point is of its powers up to the third; that of ∞ has the
   * third alone.
   */
  private static void line(
      float[] x, int at, int step, int next, int count, float[] y, int to, int toStep, int toNext) {
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    FloatVector two = FloatVector.broadcast(S, 2);
    for (int i = 0; i < count; i++) {
      int from = at + i * next;
      int first = to + i * toNext;
      FloatVector g0 = FloatVector.fromArray(S, x, from);
      FloatVector g1 = FloatVector.fromArray(S, x, from + step);
      FloatVector g2 = FloatVector.fromArray(S, x, from + 2 * step);
      FloatVector g3 = FloatVector.fromArray(S, x, from + 3 * step);
      g0.intoArray(y, first);
      FloatVector even = g2.fma(half, g0);
      FloatVector odd = g3.fma(half, g1).mul(HALF_ROOT);
      even.add(odd).intoArray(y, first + toStep);
      even.sub(odd).intoArray(y, first + 2 * toStep);
      even = g2.fma(two, g0);
      odd = g3.fma(two, g1).mul(ROOT);
      even.add(odd).intoArray(y, first + 3 * toStep);
      even.sub(odd).intoArray(y, first + 4 * toStep);
      g3.intoArray(y, first + 5 * toStep);
    }
  }

  @Override
  public int kernelRoom(int count) {
    return SIDE * form.inputs() * count * LANES;
  }

  @Override
  public void kernels(float[] m, int at, int element, int count, float[] room, float[] taps) {
    int size = form.inputs();
    int column = count * LANES;
    int row = size * column;
    float[] near = points.near();
    float[] far = points.far();
    for (int j = 0; j < size; j++) {
      int from = at + j * element;
      kernelLine(m, from, size * element, count, near, far, room, j * column, row, LANES);
    }
    int tap = SIDE * SIDE * LANES;
    for (int i = 0; i < SIDE; i++) {
      int to = i * SIDE * LANES;
      kernelLine(room, i * row, column, count, near, far, taps, to, LANES, tap);
    }
  }

  /**
   * Gᵀ times lines, element e of the i-th at {@code at + e · step + i · LANES} and at {@code to + e
   * · toStep + i · toNext}.
   *
   * @param near the first pair of rows of G
   * @param far the second pair; the same if there is one
   */
  private static void kernelLine(
      float[] x,
      int at,
      int step,
      int count,
      float[] near,
      float[] far,
      float[] y,
      int to,
      int toStep,
      int toNext) {
    boolean two = near != far;
    float near0 = near[0];
    float near1 = near[1];
    float near2 = near[2];
    float far0 = far[0];
    float far1 = far[1];
    float far2 = far[2];
    for (int i = 0; i < 2 * count; i++) {
      int from = at + i * L;
      int first = to + i / 2 * toNext + i % 2 * L;
      FloatVector m1 = FloatVector.fromArray(S, x, from + step);
      FloatVector m2 = FloatVector.fromArray(S, x, from + 2 * step);
      FloatVector both = m1.add(m2);
      FloatVector y0 = both.mul(near0).add(FloatVector.fromArray(S, x, from));
      FloatVector y1 = m1.sub(m2).mul(near1);
      FloatVector y2 = both.mul(near2);
      if (two) {
        FloatVector m3 = FloatVector.fromArray(S, x, from + 3 * step);
        FloatVector m4 = FloatVector.fromArray(S, x, from + 4 * step);
        FloatVector others = m3.add(m4);
        y0.add(others.mul(far0)).intoArray(y, first);
        y1.add(m3.sub(m4).mul(far1)).intoArray(y, first + toStep);
        y2.add(others.mul(far2))
            .add(FloatVector.fromArray(S, x, from + 5 * step))
            .intoArray(y, first + 2 * toStep);
      } else {
        y0.intoArray(y, first);
        y1.intoArray(y, first + toStep);
        y2.add(FloatVector.fromArray(S, x, from + 3 * step)).intoArray(y, first + 2 * toStep);
      }
    }
  }
}
