package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;

/**
 * What {@link LaneWinograd} does to a row of neighbouring tiles before and after its products, for
 * {@link ChannelKernels#LANES} channels that lie in the lanes. With m rows and columns of outputs,
 * a tile has m + 2 of inputs.
 */
interface LaneTransforms {
  /** Those of a form. */
  static LaneTransforms of(WinogradForm form) {
    return switch (form) {
      case F2 -> new SmallLaneTransforms();
      case F4 -> new LargeLaneTransforms();
      case F4_COMPLEX -> new ComplexLaneTransforms();
    };
  }

  /** The form. */
  WinogradForm form();

  /** Elements of the room that both transforms want to work in, for so many tiles. */
  int room(int count);

  /**
   * Bᵀ d B of tiles that overlap by two columns.
   *
   * @param d the first tile at d[0]
   * @param pitch from one row of inputs to the next
   * @param v element e of tile t goes to {@code to + e · element + t · tile}
   */
  void input(
      float[] d, int pitch, int count, float[] room, float[] v, int to, int element, int tile);

  /**
   * Aᵀ m A.
   *
   * @param m element e of tile t is at {@code at + e · element + t · tile}
   * @param y receives the first tile's outputs at y[0] and the others' beside them
   * @param pitch from one row of outputs to the next
   */
  void output(
      float[] m, int at, int element, int tile, int count, float[] room, float[] y, int pitch);
}
