package dev.corral.tensor;

/**
 * How many elements are inserted along one axis: before the first, after the last, and between each
 * two neighbours. A pad with an interior is the adjoint of a slice with a step.
 *
 * @param before elements before the first, 0 or more
 * @param after elements after the last, 0 or more
 * @param interior elements between each two neighbours, 0 or more
 */
public record Pad(int before, int after, int interior) {
  /** Inserts nothing. */
  public static final Pad NONE = new Pad(0, 0, 0);

  /** Checks the numbers. */
  public Pad {
    if (before < 0 || after < 0 || interior < 0) {
      throw new ShapeException(
          "a pad of " + before + " before, " + after + " after, " + interior + " between",
          "0 or more of each",
          "To take elements away, use slice");
    }
  }

  /**
   * Elements at both ends.
   *
   * @param before elements before the first
   * @param after elements after the last
   * @return the pad
   */
  public static Pad of(int before, int after) {
    return new Pad(before, after, 0);
  }

  /**
   * The size of the padded axis.
   *
   * @param size of the axis
   * @return the size with all that is inserted
   */
  public int outputSize(int size) {
    long padded = before + (long) after + size + (long) interior * Math.max(0, size - 1);
    if (padded > Integer.MAX_VALUE) {
      throw new ShapeException(
          "an axis of size " + size + " padded to " + padded,
          "at most " + Integer.MAX_VALUE,
          "Pad less");
    }
    return (int) padded;
  }

  /**
   * The slice that takes the original elements out of the padded axis again.
   *
   * @param size of the axis before it was padded
   * @return a resolved slice of {@code size} elements
   */
  public Slice sliceBack(int size) {
    int reach = size == 0 ? 0 : (size - 1) * (interior + 1) + 1;
    return new Slice(before, before + reach, interior + 1);
  }
}
