package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The 3×3 kernels of a convolution with outputs in the lanes: element e of G g Gᵀ of the kernel
 * from input c to output {@link ChannelKernels#LANES} · panel + lane lies at ((e · panels + panel)
 * · inputs + c) · LANES + lane; lanes beyond the outputs hold 0. Only where {@link
 * Kernels#hasChannelKernels} may this class be touched.
 */
final class WinogradPanels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;
  private static final int SIDE = 3;
  static final int TAPS = SIDE * SIDE;

  /** Inputs at a time, so that their kernels stay in the first-level cache. */
  private static final int INPUTS = 16;

  private final Machine machine;
  private final WinogradForm form;
  private final float[] w;
  private final int outputs;
  private final int inputs;
  private final boolean flipped;

  /**
   * The weights of one convolution.
   *
   * @param form the tile size
   * @param w [outputs, inputs, 3, 3]; if flipped [inputs, outputs, 3, 3]
   * @param flipped whether each kernel's elements are taken in reverse order
   */
  WinogradPanels(
      Machine machine, WinogradForm form, float[] w, int outputs, int inputs, boolean flipped) {
    this.machine = machine;
    this.form = form;
    this.w = w;
    this.outputs = outputs;
    this.inputs = inputs;
    this.flipped = flipped;
  }

  private int panels() {
    return (outputs + LANES - 1) / LANES;
  }

  /** The kernels as above, in scratch memory. */
  float[] transformed() {
    float[] result = machine.scratch().take((long) form.elements() * panels() * inputs * LANES);
    int chunks = (inputs + INPUTS - 1) / INPUTS;
    machine
        .workers()
        .split(
            panels() * chunks,
            1,
            (from, to) -> {
              float[] taps = machine.scratch().take((long) INPUTS * TAPS * LANES);
              for (int i = from; i < to; i++) {
                int input = i % chunks * INPUTS;
                int count = Math.min(INPUTS, inputs - input);
                gather(i / chunks, input, count, taps);
                transform(taps, count, result, (i / chunks * inputs + input) * LANES);
              }
              machine.scratch().give(taps);
            });
    return result;
  }

  /** Puts the kernels of some inputs and a panel's outputs side by side, tap by tap. */
  void gather(int panel, int input, int count, float[] taps) {
    int output = panel * LANES;
    int present = Math.min(LANES, outputs - output);
    if (!flipped) {
      int at = (output * inputs + input) * TAPS;
      VectorTranspose.toLanes(w, at, inputs * TAPS, present, count * TAPS, taps, 0);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = ((input + i) * outputs + output) * TAPS;
      VectorTranspose.toLanes(w, at, TAPS, present, TAPS, taps, i * TAPS * LANES);
    }
  }

  /** One row of G after the other, which keeps the places few that are written to at a time. */
  private void transform(float[] taps, int count, float[] result, int to) {
    int lead = panels() * inputs * LANES;
    for (int row = 0; row < form.inputs(); row++) {
      row(row, taps, count, result, to + row * form.inputs() * lead, lead);
    }
  }

  /**
   * A row of G g Gᵀ, for some inputs and a panel's outputs.
   *
   * @param taps of the inputs, as {@link #gather} leaves them
   * @param y element e of the row, for input i and a lane, goes to to + e · lead + i · LANES + lane
   */
  void row(int row, float[] taps, int count, float[] y, int to, int lead) {
    int first = flipped ? (TAPS - 1) * LANES : 0;
    int step = flipped ? -LANES : LANES;
    float[] near = form.row(0);
    float[] far = form.row(form.pairs() - 1);
    if (row == 0) {
      outerRow(taps, first, step, count, near, far, y, to, lead);
    } else if (row == form.inputs() - 1) {
      outerRow(taps, first + 2 * SIDE * step, step, count, near, far, y, to, lead);
    } else {
      float[] g = form.row((row - 1) / 2);
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
