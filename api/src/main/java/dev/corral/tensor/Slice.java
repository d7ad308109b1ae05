package dev.corral.tensor;

/**
 * Which elements of one axis a slice takes: from {@code start} up to, but without, {@code stop},
 * every {@code step}-th. Python writes it {@code start:stop:step}.
 *
 * @param start the first index; negative counts from the axis' end
 * @param stop the index after the last; negative counts from the axis' end, {@link #END} is the end
 * @param step from one element to the next, 1 or more
 */
public record Slice(int start, int stop, int step) {
  /** A {@code stop} that means the end of the axis, whatever its size. */
  public static final int END = Integer.MAX_VALUE;

  /** Checks the step. */
  public Slice {
    if (step < 1) {
      throw new ShapeException(
          "a slice with step " + step, "1 or more", "To go backwards, flip the axis first");
    }
  }

  /**
   * The whole axis, {@code :}.
   *
   * @return the slice
   */
  public static Slice all() {
    return new Slice(0, END, 1);
  }

  /**
   * Neighbouring elements, {@code start:stop}.
   *
   * @param start the first index
   * @param stop the index after the last
   * @return the slice
   */
  public static Slice of(int start, int stop) {
    return new Slice(start, stop, 1);
  }

  /**
   * Everything from an index on, {@code start:}.
   *
   * @param start the first index
   * @return the slice
   */
  public static Slice from(int start) {
    return new Slice(start, END, 1);
  }

  /**
   * A single element; its axis stays, with size 1.
   *
   * @param index its index
   * @return the slice
   */
  public static Slice at(int index) {
    return new Slice(index, index == -1 ? END : index + 1, 1);
  }

  /**
   * The same slice with another step.
   *
   * @param every from one element to the next
   * @return the slice
   */
  public Slice step(int every) {
    return new Slice(start, stop, every);
  }

  /**
   * The same slice of an axis of known size, with both ends counted from its beginning.
   *
   * @param size the size of the axis
   * @return a slice with 0 ≤ start ≤ stop ≤ size
   * @throws ShapeException if it reaches past the axis or runs backwards
   */
  public Slice resolve(int size) {
    int from = start < 0 ? start + size : start;
    int to = stop == END ? size : stop < 0 ? stop + size : stop;
    if (from < 0 || to > size || from > to) {
      throw new ShapeException(
          "the slice " + this + " of an axis of size " + size,
          "0 ≤ start ≤ stop ≤ " + size,
          "Count from the end with negative numbers; leave the end open with Slice.from");
    }
    return new Slice(from, to, step);
  }

  /**
   * How many elements a resolved slice takes.
   *
   * @return ⌈(stop − start) / step⌉
   */
  public int count() {
    return (int) (((long) stop - start + step - 1) / step);
  }

  /**
   * The pad that puts the elements of a resolved slice back where they were taken from.
   *
   * @param size the size of the axis
   * @return a pad from {@link #count} elements to the size of the axis
   */
  public Pad padBack(int size) {
    if (count() == 0) {
      return Pad.of(size, 0);
    }
    int last = start + (count() - 1) * step;
    return new Pad(start, size - 1 - last, step - 1);
  }

  @Override
  public String toString() {
    return start + ":" + (stop == END ? "" : stop) + (step == 1 ? "" : ":" + step);
  }
}
