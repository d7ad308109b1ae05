package dev.corral.tensor;

import java.util.Arrays;

/**
 * Places in a dense row-major tensor, in the order of another shape: the element at index (i₀, i₁,
 * …) lies at offset + Σ iₐ · stride(a). Every movement of elements is a view: read through it
 * (permute, slice, flip, broadcast, im2col), written through it (pad, concat) or added through it
 * (sum, col2im).
 */
public final class View {
  private final Shape shape;
  private final int offset;
  private final int[] strides;

  private View(Shape shape, int offset, int... strides) {
    this.shape = shape;
    this.offset = offset;
    this.strides = strides;
  }

  /**
   * The axes of x in another order.
   *
   * @param x the shape to read from
   * @param axes for each axis of the result, the axis of x
   * @return a view of x
   */
  public static View permute(Shape x, int... axes) {
    int[] strides = x.strides();
    return new View(x.permute(axes), 0, Arrays.stream(axes).map(axis -> strides[axis]).toArray());
  }

  /**
   * Part of x.
   *
   * @param x the shape to read from or write to
   * @param slices one an axis, resolved
   * @return a view of x
   */
  public static View slice(Shape x, Slice... slices) {
    int[] strides = x.strides();
    int offset = 0;
    for (int axis = 0; axis < slices.length; axis++) {
      offset += slices[axis].start() * strides[axis];
      strides[axis] *= slices[axis].step();
    }
    return new View(x.slice(slices), offset, strides);
  }

  /**
   * Part of x along one axis.
   *
   * @param x the shape to read from or write to
   * @param axis the axis
   * @param start the first index along it
   * @param count how many
   * @return a view of x
   */
  public static View part(Shape x, int axis, int start, int count) {
    int[] strides = x.strides();
    return new View(x.with(axis, count), start * strides[axis], strides);
  }

  /**
   * x in reverse order along axes.
   *
   * @param x the shape to read from
   * @param axes the axes
   * @return a view of x
   */
  public static View flip(Shape x, int... axes) {
    int[] strides = x.strides();
    int offset = 0;
    for (int axis : axes) {
      offset += (x.dims()[axis] - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return new View(x, offset, strides);
  }

  /**
   * x stretched: along axes that x lacks, or has with size 1, every index is the same place.
   *
   * @param x the shape to read from
   * @param target a shape that it broadcasts to
   * @return a view of x
   */
  public static View broadcast(Shape x, Shape target) {
    int[] own = x.strides();
    int[] strides = new int[target.rank()];
    int added = target.rank() - x.rank();
    for (int axis = added; axis < strides.length; axis++) {
      strides[axis] = x.dim(axis - added) == 1 ? 0 : own[axis - added];
    }
    return new View(target, 0, strides);
  }

  /**
   * Where the elements of x go when it is reduced along axes.
   *
   * @param x the shape that is reduced
   * @param axes the axes
   * @return a view of the reduced tensor with x's shape
   */
  public static View reduce(Shape x, int... axes) {
    return broadcast(x.reduce(true, axes), x);
  }

  /**
   * Where the elements of x go when it is padded.
   *
   * @param x the shape that is padded
   * @param pads one an axis
   * @return a view of the padded tensor with x's shape
   */
  public static View pad(Shape x, Pad... pads) {
    int[] strides = x.pad(pads).strides();
    int offset = 0;
    for (int axis = 0; axis < pads.length; axis++) {
      offset += pads[axis].before() * strides[axis];
      strides[axis] *= pads[axis].interior() + 1;
    }
    return new View(x, offset, strides);
  }

  /**
   * The elements of each window of an image that is already padded.
   *
   * @param padded the shape of the padded image, [batch, channels, height, width]
   * @param window slides over it; its padding is ignored
   * @return a view of the image: [batch, channels, kernel height, kernel width, output height,
   *     output width]
   */
  public static View windows(Shape padded, Window window) {
    int[] s = padded.strides();
    Window inside = window.padding(Padding.valid());
    Shape shape =
        Shape.of(
            padded.dim(0),
            padded.dim(1),
            window.kernelHeight(),
            window.kernelWidth(),
            inside.outputHeight(padded.dim(2)),
            inside.outputWidth(padded.dim(3)));
    return new View(
        shape,
        0,
        s[0],
        s[1],
        s[2] * window.dilationHeight(),
        s[3] * window.dilationWidth(),
        s[2] * window.strideHeight(),
        s[3] * window.strideWidth());
  }

  /**
   * The shape whose order the places are in.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The place of the element whose indices are all 0.
   *
   * @return an index into the dense tensor
   */
  public int offset() {
    return offset;
  }

  /**
   * The step in the dense tensor from one index to the next along an axis.
   *
   * @param axis the axis
   * @return may be 0 or negative
   */
  public int stride(int axis) {
    return strides[axis];
  }

  /**
   * All places, in row-major order of the indices.
   *
   * @return as many as the shape has elements
   */
  public int[] positions() {
    int[] positions = new int[shape.size()];
    if (positions.length == 0) {
      return positions;
    }
    positions[0] = offset;
    int filled = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      int block = filled;
      for (; filled < block * shape.dim(axis); filled++) {
        positions[filled] = positions[filled - block] + strides[axis];
      }
    }
    return positions;
  }
}
