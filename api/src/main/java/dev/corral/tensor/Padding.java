package dev.corral.tensor;

/**
 * How much an image is padded before a window slides over it: given for each side, or named by a
 * rule that depends on the image's size.
 *
 * @param rule what the numbers mean; backends only ever see {@link Rule#EXPLICIT}
 * @param top rows before the first, 0 or more
 * @param left columns before the first, 0 or more
 * @param bottom rows after the last, 0 or more
 * @param right columns after the last, 0 or more
 */
public record Padding(Rule rule, int top, int left, int bottom, int right) {
  /** How the padding is found. */
  public enum Rule {
    /** By the four numbers. */
    EXPLICIT,
    /**
     * As much as gives ceil(size / stride) outputs along each axis; the odd row or column goes to
     * the end (TensorFlow's SAME, ONNX's SAME_UPPER).
     */
    SAME
  }

  /** Checks the numbers. */
  public Padding {
    if (top < 0 || left < 0 || bottom < 0 || right < 0) {
      throw new ShapeException(
          "the padding top " + top + ", left " + left + ", bottom " + bottom + ", right " + right,
          "0 or more on each side",
          "To cut rows or columns off, use slice");
    }
  }

  /**
   * No padding at all: the window stays inside the image (TensorFlow's VALID).
   *
   * @return zero on each side
   */
  public static Padding valid() {
    return of(0, 0, 0, 0);
  }

  /**
   * Padding by the rule {@link Rule#SAME}.
   *
   * @return the rule; its numbers are found when the image's size is known
   */
  public static Padding same() {
    return new Padding(Rule.SAME, 0, 0, 0, 0);
  }

  /**
   * The same padding before and after.
   *
   * @param height rows at the top and as many at the bottom
   * @param width columns at the left and as many at the right
   * @return the padding
   */
  public static Padding of(int height, int width) {
    return of(height, width, height, width);
  }

  /**
   * Each side its own, in ONNX's order: both begins, then both ends.
   *
   * @param top rows before the first
   * @param left columns before the first
   * @param bottom rows after the last
   * @param right columns after the last
   * @return the padding
   */
  public static Padding of(int top, int left, int bottom, int right) {
    return new Padding(Rule.EXPLICIT, top, left, bottom, right);
  }

  /**
   * Whether this is zero on each side.
   *
   * @return true for {@link #valid()}
   */
  public boolean isNone() {
    return equals(valid());
  }

  @Override
  public String toString() {
    return rule == Rule.SAME
        ? "SAME"
        : "top " + top + ", left " + left + ", bottom " + bottom + ", right " + right;
  }
}
