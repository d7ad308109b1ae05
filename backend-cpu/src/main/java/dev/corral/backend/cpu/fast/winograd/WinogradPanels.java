package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import dev.corral.backend.cpu.fast.machine.Machine;

/**
 * The 3×3 kernels of a convolution with outputs in the lanes: element e of G g Gᵀ of the kernel
 * from input c to output {@link ChannelKernels#LANES} · panel + lane lies at e · {@link #lead} +
 * (panel · inputs + c) · LANES + lane; lanes beyond the outputs hold 0. Only where {@link
 * Kernels#hasChannelKernels} may this class be touched.
 */
final class WinogradPanels {
  private static final int LANES = ChannelKernels.LANES;
  static final int TAPS = 9;

  /** Inputs at a time, so that their kernels stay in the first-level cache. */
  private static final int INPUTS = 16;

  /** Makes of a distance one that is no power of two, so that lines of the cache do not compete. */
  private static final int MARGIN = 48;

  private final Machine machine;
  private final WinogradForm form;
  private final WeightTransforms transforms;
  private final float[] w;
  private final int outputs;
  private final int inputs;
  private final boolean flipped;

  /**
   * The weights of one convolution.
   *
   * @param form of the tiles
   * @param w [outputs, inputs, 3, 3]; if flipped [inputs, outputs, 3, 3]
   * @param flipped whether each kernel's elements are taken in reverse order
   */
  WinogradPanels(
      Machine machine, WinogradForm form, float[] w, int outputs, int inputs, boolean flipped) {
    this.machine = machine;
    this.form = form;
    this.transforms = WeightTransforms.of(form);
    this.w = w;
    this.outputs = outputs;
    this.inputs = inputs;
    this.flipped = flipped;
  }

  private int panels() {
    return (outputs + LANES - 1) / LANES;
  }

  /** From one element of the transformed kernels to the next. */
  int lead() {
    return panels() * inputs * LANES + MARGIN;
  }

  /** The kernels as above, in scratch memory. */
  float[] transformed() {
    float[] result = machine.scratch().take((long) form.elements() * lead());
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
    for (int row = 0; row < form.rows(); row++) {
      row(row, taps, count, result, to + form.first(row) * lead(), lead());
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
    transforms.row(row, taps, first, flipped ? -LANES : LANES, count, y, to, lead);
  }
}
