package dev.corral.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor along its axes: rank 0 (a scalar) to 6, row-major, at most 2<sup>31</sup>−1
 * elements in all. A size of zero is legal and means no elements.
 */
public final class Shape {
  /** The largest rank a tensor can have. */
  public static final int MAX_RANK = 6;

  private static final Shape SCALAR = new Shape(new int[0], 1);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims, int size) {
    this.dims = dims;
    this.size = size;
  }

  /**
   * The shape with these sizes.
   *
   * @param dims the size of each axis, none negative; none at all gives the shape of a scalar
   * @return the shape
   * @throws ShapeException if there are more than {@link #MAX_RANK} axes, a size is negative, or
   *     the elements are more than 2<sup>31</sup>−1
   */
  public static Shape of(int... dims) {
    if (dims.length == 0) {
      return SCALAR;
    }
    if (dims.length > MAX_RANK) {
      throw new ShapeException(
          "the shape " + Arrays.toString(dims) + " has rank " + dims.length,
          "rank 0 to " + MAX_RANK,
          "Merge axes with reshape");
    }
    return new Shape(dims.clone(), count(dims));
  }

  /**
   * The shape of a scalar: rank 0, one element.
   *
   * @return the shape
   */
  public static Shape scalar() {
    return SCALAR;
  }

  private static int count(int[] dims) {
    long product = 1;
    boolean empty = false;
    boolean overflow = false;
    for (int dim : dims) {
      if (dim < 0) {
        throw new ShapeException(
            "the shape " + Arrays.toString(dims) + " has the negative size " + dim,
            "sizes of 0 and more",
            "Check how the size was computed");
      }
      empty |= dim == 0;
      product = overflow ? product : product * Math.max(dim, 1);
      overflow |= product > Integer.MAX_VALUE;
    }
    if (overflow && !empty) {
      throw new ShapeException(
          "the shape " + Arrays.toString(dims) + " has too many elements",
          "at most " + Integer.MAX_VALUE + " elements",
          "Work on smaller pieces");
    }
    return empty ? 0 : (int) product;
  }

  /**
   * The number of axes.
   *
   * @return 0 to {@link #MAX_RANK}
   */
  public int rank() {
    return dims.length;
  }

  /**
   * The size of one axis.
   *
   * @param axis counted from 0, or from −1 backwards
   * @return its size
   * @throws ShapeException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /**
   * The number of elements: the product of the sizes.
   *
   * @return 0 or more
   */
  public int size() {
    return size;
  }

  /**
   * The sizes of all axes.
   *
   * @return a new array
   */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * The distance, in elements, between neighbours along each axis of a dense row-major tensor.
   *
   * @return a new array, one entry an axis
   */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= dims[axis];
    }
    return strides;
  }

  /**
   * The non-negative number of an axis.
   *
   * @param axis counted from 0, or from −1 backwards
   * @return the same axis, 0 to rank − 1
   * @throws ShapeException if there is no such axis
   */
  public int axis(int axis) {
    if (axis < -dims.length || axis >= dims.length) {
      throw new ShapeException(
          "axis " + axis + " of the shape " + this,
          dims.length == 0
              ? "no axis: a scalar has none"
              : "an axis from " + -dims.length + " to " + (dims.length - 1),
          "Count axes from 0, or from the end with -1");
    }
    return axis < 0 ? axis + dims.length : axis;
  }

  /**
   * The non-negative, sorted numbers of several axes.
   *
   * @param axes each counted from 0, or from −1 backwards; none at all means every axis
   * @return the same axes in ascending order
   * @throws ShapeException if an axis does not exist or is given twice
   */
  public int[] axes(int... axes) {
    if (axes.length == 0) {
      return IntStream.range(0, dims.length).toArray();
    }
    int[] sorted = Arrays.stream(axes).map(this::axis).sorted().toArray();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new ShapeException(
            "the axes " + Arrays.toString(axes) + " of the shape " + this + " name one axis twice",
            "each axis once",
            "Remove one; -1 is the last axis");
      }
    }
    return sorted;
  }

  /**
   * The shape that is left when some axes are reduced to one value.
   *
   * @param keepDims whether a reduced axis stays, with size 1
   * @param axes existing axes, sorted, each once (as {@link #axes} gives them)
   * @return the reduced shape
   */
  public Shape reduce(boolean keepDims, int... axes) {
    IntStream kept = IntStream.range(0, dims.length);
    if (keepDims) {
      return of(kept.map(a -> Arrays.binarySearch(axes, a) >= 0 ? 1 : dims[a]).toArray());
    }
    return of(kept.filter(a -> Arrays.binarySearch(axes, a) < 0).map(a -> dims[a]).toArray());
  }

  /**
   * The shape with its axes in another order.
   *
   * @param axes for each axis of the result, the axis of this shape that it comes from
   * @return the permuted shape
   */
  public Shape permute(int... axes) {
    return of(Arrays.stream(axes).map(a -> dims[a]).toArray());
  }

  /**
   * The shape with one axis' size replaced.
   *
   * @param axis counted from 0, or from −1 backwards
   * @param dim the new size
   * @return the new shape
   */
  public Shape with(int axis, int dim) {
    int[] changed = dims.clone();
    changed[axis(axis)] = dim;
    return of(changed);
  }

  /**
   * The shape that two tensors have together under NumPy's broadcasting: aligned at the last axis,
   * sizes of 1 stretch.
   *
   * @param other the other shape
   * @return the common shape
   * @throws ShapeException if two sizes differ and neither is 1
   */
  public Shape broadcastWith(Shape other) {
    int[] common = new int[Math.max(rank(), other.rank())];
    for (int i = 1; i <= common.length; i++) {
      int here = i <= rank() ? dims[rank() - i] : 1;
      int there = i <= other.rank() ? other.dims[other.rank() - i] : 1;
      if (here != there && here != 1 && there != 1) {
        throw new ShapeException(
            "the shapes " + this + " and " + other + " do not broadcast",
            "sizes that are equal or 1, aligned at the last axis, not " + here + " and " + there,
            "Insert axes of size 1 with reshape, or permute one of them");
      }
      common[common.length - i] = here == 1 ? there : here;
    }
    return of(common);
  }

  /**
   * The shape of part of a tensor.
   *
   * @param slices one an axis, resolved
   * @return how many elements each takes
   */
  public Shape slice(Slice... slices) {
    return of(Arrays.stream(slices).mapToInt(Slice::count).toArray());
  }

  /**
   * The shape of a padded tensor.
   *
   * @param pads one an axis
   * @return the sizes with all that is inserted
   * @throws ShapeException if they are too large
   */
  public Shape pad(Pad... pads) {
    return of(IntStream.range(0, dims.length).map(a -> pads[a].outputSize(dims[a])).toArray());
  }

  /**
   * The shape of a matrix product: this one's rows by the other's columns, the axes before the last
   * two broadcast.
   *
   * @param other the shape of the right factor
   * @return the shape of the product
   * @throws ShapeException if the factors do not fit together
   */
  public Shape matmul(Shape other) {
    if (rank() < 2 || other.rank() < 2) {
      throw new ShapeException(
          "matmul: the shapes " + this + " and " + other,
          "rank 2 or more for both",
          "Make a vector a row or a column with reshape");
    }
    if (dim(-1) != other.dim(-2)) {
      throw new ShapeException(
          "matmul: the shapes " + this + " and " + other,
          "rows of the first as long as columns of the second, not "
              + (dim(-1) + " and " + other.dim(-2)),
          "Transpose one of them");
    }
    Shape batch = with(-2, 1).with(-1, 1).broadcastWith(other.with(-2, 1).with(-1, 1));
    return batch.with(-2, dim(-2)).with(-1, other.dim(-1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The sizes in brackets, as {@code [6, 8]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
