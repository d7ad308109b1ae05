package dev.corral.examples.learn;

/**
 * The size of a kernel.
 *
 * @param height rows, from 1 to {@link #LARGEST}
 * @param width columns, from 1 to {@link #LARGEST}
 */
public record KernelSize(int height, int width) {
  /** The most rows or columns; beyond them there are more weights than a sample tells apart. */
  public static final int LARGEST = 31;

  /**
   * The size of a matrix.
   *
   * @param matrix [height][width]
   * @return its size
   */
  public static KernelSize of(double[][] matrix) {
    return new KernelSize(matrix.length, matrix[0].length);
  }

  /**
   * Whether a kernel of this size can be learned.
   *
   * @return whether both sides are in their range
   */
  public boolean learnable() {
    return Math.min(height, width) >= 1 && Math.max(height, width) <= LARGEST;
  }

  int weights() {
    return height * width;
  }

  /** Rows above the pixel that the result goes to; the middle one, or the one before it. */
  int above() {
    return (height - 1) / 2;
  }

  /** Columns before the pixel that the result goes to. */
  int before() {
    return (width - 1) / 2;
  }

  @Override
  public String toString() {
    return height + "×" + width;
  }
}
