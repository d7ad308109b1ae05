package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;

/**
 * G g Gᵀ of 3×3 kernels, a row at a time, for {@link ChannelKernels#LANES} outputs that lie in the
 * lanes.
 */
interface WeightTransforms {
  /** Those of a form. */
  static WeightTransforms of(WinogradForm form) {
    return switch (form) {
      case F2, F4 -> new RealWeightTransforms(RealPoints.of(form));
      case F4_COMPLEX -> new ComplexWeightTransforms();
    };
  }

  /**
   * A row of neighbouring kernels.
   *
   * @param taps of kernel i at 9 · LANES · i
   * @param first where its first tap lies
   * @param step from there to the next tap; negative if kernels are taken in reverse order
   * @param y element e of the row, for kernel i and a lane, goes to to + e · lead + i · LANES +
   *     lane
   */
  void row(int row, float[] taps, int first, int step, int count, float[] y, int to, int lead);
}
