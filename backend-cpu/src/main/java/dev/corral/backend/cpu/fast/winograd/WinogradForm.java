package dev.corral.backend.cpu.fast.winograd;

/**
 * A tile size of {@link LaneWinograd}, F(m×m, 3×3), by the points that its polynomials are taken
 * at: 0, some pairs ±a, and ∞. The rows of G are (1, 0, 0), for each pair (1, ±a, a²) over the
 * product of a's distances to the other points, and (0, 0, 1).
 */
public enum WinogradForm {
  /** 16 products for 4 outputs, from the points 0, ±1 and ∞; of the tile numerics class. */
  F2(2, new float[][] {{0.5f, 0.5f, 0.5f}}),

  /**
   * 36 products for 16 outputs, from the points 0, ±√½, ±√2 and ∞; of the fast numerics class.
   * Lavin and Gray's ±1 and ±2 let an output add numbers of up to 29² times the magnitude that goes
   * in, as do ±½ and ±1; these, whose squares are reciprocal, only of 14².
   */
  F4(
      4,
      new float[][] {
        {-2f / 3, (float) (-Math.sqrt(2) / 3), -1f / 3},
        {1f / 6, (float) (Math.sqrt(2) / 6), 1f / 3}
      });

  private final int outputs;

  // Nobody writes to it.
  @SuppressWarnings("ImmutableEnumChecker")
  private final float[][] pairs;

  WinogradForm(int outputs, float[][] pairs) {
    this.outputs = outputs;
    this.pairs = pairs;
  }

  /** Rows and columns of outputs that a tile makes. */
  int outputs() {
    return outputs;
  }

  /** Rows and columns of inputs that it makes them of. */
  int inputs() {
    return outputs + 2;
  }

  /** Elements of a transformed tile. */
  int elements() {
    return inputs() * inputs();
  }

  int pairs() {
    return pairs.length;
  }

  /** Row 1 + 2 · pair of G; the next is the same with its middle element negative. */
  float[] row(int pair) {
    return pairs[pair];
  }
}
