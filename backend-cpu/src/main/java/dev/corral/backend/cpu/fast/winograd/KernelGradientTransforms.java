package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;

/**
 * What {@link WinogradKernelGradient} does to gradients by the output before its products, and to
 * their sums after them, for {@link ChannelKernels#LANES} channels that lie in the lanes.
 */
interface KernelGradientTransforms {
  /** Those of a form. */
  static KernelGradientTransforms of(WinogradForm form) {
    return switch (form) {
      case F2, F4 -> new RealGradientTransforms(form);
      case F4_COMPLEX -> new ComplexGradientTransforms();
    };
  }

  /** Elements of the room that {@link #gradients} wants to work in, for so many tiles. */
  int gradientRoom(int count);

  /**
   * A g Aᵀ of neighbouring tiles of gradients.
   *
   * @param g the first tile at g[0]
   * @param pitch from one row of gradients to the next
   * @param u receives element e of tile t at {@code to + e · element + t · LANES}
   */
  void gradients(float[] g, int pitch, int count, float[] room, float[] u, int to, int element);

  /** Elements of the room that {@link #kernels} wants to work in, for so many kernels. */
  int kernelRoom(int count);

  /**
   * Gᵀ m G of neighbouring kernels.
   *
   * @param m element e of kernel i is at {@code at + e · element + i · LANES}
   * @param taps receives tap t of kernel i at {@code (9 i + t) · LANES}
   */
  void kernels(float[] m, int at, int element, int count, float[] room, float[] taps);
}
