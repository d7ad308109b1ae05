package dev.corral.backend.cpu.fast.winograd;

/**
 * A form of {@link LaneWinograd}: F(m×m, 3×3), by the points that its polynomials are taken at. The
 * elements of a transformed tile come in rows, one for each real point and one for all that are
 * complex.
 */
public enum WinogradForm {
  /** 16 products for 4 outputs, from the points 0, ±1 and ∞; of the tile numerics class. */
  F2(2, 4, 4, 16),

  /**
   * 36 products for 16 outputs, from the points 0, ±√½, ±√2 and ∞; of the fast numerics class.
   * Lavin and Gray's ±1 and ±2 let an output add numbers of up to 29² times the magnitude that goes
   * in, as do ±½ and ±1; these, whose squares are reciprocal, only of 14².
   */
  F4(4, 6, 6, 36),

  /**
   * 46 products for 16 outputs, from the points 0, ±1, ±i and ∞, after Meng and Brothers,
   * <em>Efficient Winograd Convolution via Integer Arithmetic</em> (2019). All that it divides by
   * are powers of two, so that it is as exact as F(2×2) on integers: of the tile numerics class. Of
   * two conjugate numbers one is enough, and a complex product takes three real ones; 16 elements
   * are real, and 10 complex.
   */
  F4_COMPLEX(4, 5, 7, 46);

  private final int outputs;
  private final int rows;
  private final int width;
  private final int elements;

  WinogradForm(int outputs, int rows, int width, int elements) {
    this.outputs = outputs;
    this.rows = rows;
    this.width = width;
    this.elements = elements;
  }

  /** Rows and columns of outputs that a tile makes. */
  int outputs() {
    return outputs;
  }

  /** Rows and columns of inputs that it makes them of. */
  int inputs() {
    return outputs + 2;
  }

  /** Tiles side by side that so many outputs take. */
  public int tiles(int count) {
    return (count + outputs - 1) / outputs;
  }

  /** Elements of a transformed tile: the products that it takes. */
  public int elements() {
    return elements;
  }

  /** Rows that these come in. */
  int rows() {
    return rows;
  }

  /** The first element of a row; that after the last row is their number. */
  int first(int row) {
    return row < rows ? row * width : elements;
  }
}
