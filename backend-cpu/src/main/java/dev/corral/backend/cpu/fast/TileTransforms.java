package dev.corral.backend.cpu.fast;

/** What {@link Winograd} does to tiles before and after its products. */
interface TileTransforms {
  /** The tile size. */
  WinogradForm form();

  /**
   * Bᵀ d B of tiles: element e of the tile at a position is x[at + offsets[e] + position]; that of
   * the j-th of the runs' tiles goes to v[to + e · lead + j]. May write up to {@link
   * Kernels#columns} of each element.
   *
   * @param panel to work with; its content is lost
   */
  void input(
      float[] x,
      int at,
      int[] offsets,
      Runs runs,
      Kernels.Panel panel,
      float[] v,
      int to,
      int lead);

  /**
   * Aᵀ m A of tiles: element e of the tile j is m[at + e · lead + j], where 0 ≤ j &lt; count ≤
   * {@link Kernels#columns}. Each row of the tiles' outputs goes to a row of y, which has room for
   * a full panel's, those of one tile after those of the other. May write up to {@link
   * Kernels#columns} tiles.
   *
   * @param panel to work with; its content is lost
   */
  void output(float[] m, int at, int lead, int count, Kernels.Panel panel, float[] y);
}
