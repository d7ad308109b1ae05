package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.Runs;
import dev.corral.backend.cpu.fast.kernel.ScalarKernels;

/** The transforms of F(2×2) in loops that the compiler vectorises by itself. */
final class ScalarTransforms {
  private ScalarTransforms() {}

  /**
   * Bᵀ d B of tiles: element e of the tile at a position is x[at + offsets[e] + position]; that of
   * the j-th of the runs' tiles goes to v[to + e · lead + j].
   *
   * @param panel to work with; its content is lost
   */
  static void input(
      float[] x,
      int at,
      int[] offsets,
      Runs runs,
      Kernels.Panel panel,
      float[] v,
      int to,
      int lead) {
    float[][] d = panel.rows;
    for (int e = 0; e < offsets.length; e++) {
      runs.copy(x, at + offsets[e], d[e], 0);
    }
    int count = runs.positions();
    // Rows of Bᵀ d: 0 − 2, 1 + 2, 2 − 1, 1 − 3.
    inputRow(d, 0, 8, -1, count, v, to, lead);
    inputRow(d, 4, 8, 1, count, v, to + 4 * lead, lead);
    inputRow(d, 8, 4, -1, count, v, to + 8 * lead, lead);
    inputRow(d, 4, 12, -1, count, v, to + 12 * lead, lead);
  }

  private static void inputRow(
      float[][] d, int first, int second, float sign, int count, float[] v, int to, int lead) {
    for (int j = 0; j < count; j++) {
      float t0 = d[first][j] + sign * d[second][j];
      float t1 = d[first + 1][j] + sign * d[second + 1][j];
      float t2 = d[first + 2][j] + sign * d[second + 2][j];
      float t3 = d[first + 3][j] + sign * d[second + 3][j];
      v[to + j] = t0 - t2;
      v[to + lead + j] = t1 + t2;
      v[to + 2 * lead + j] = t2 - t1;
      v[to + 3 * lead + j] = t1 - t3;
    }
  }

  /**
   * Aᵀ m A of tiles: element e of the tile j is m[at + e · lead + j], where 0 ≤ j &lt; count. Each
   * row of the tiles' outputs goes to a row of y, which has room for a full panel's, those of one
   * tile after those of the other.
   */
  static void output(float[] m, int at, int lead, int count, float[] y) {
    outputRow(m, at, 4 * lead, 1, lead, count, y, 0);
    outputRow(m, at + 4 * lead, 4 * lead, -1, lead, count, y, 2 * ScalarKernels.COLUMNS);
  }

  /** Row 0 of Aᵀ m is m₀ + (m₁ + m₂), row 1 is m₁ − (m₂ + m₃); then the same along the row. */
  private static void outputRow(
      float[] m, int first, int down, float sign, int lead, int count, float[] y, int to) {
    for (int j = 0; j < count; j++) {
      int at = first + j;
      float t0 = m[at] + sign * (m[at + down] + m[at + 2 * down]);
      at += lead;
      float t1 = m[at] + sign * (m[at + down] + m[at + 2 * down]);
      at += lead;
      float t2 = m[at] + sign * (m[at + down] + m[at + 2 * down]);
      at += lead;
      float t3 = m[at] + sign * (m[at + down] + m[at + 2 * down]);
      y[to + 2 * j] = t0 + t1 + t2;
      y[to + 2 * j + 1] = t1 - t2 - t3;
    }
  }
}
