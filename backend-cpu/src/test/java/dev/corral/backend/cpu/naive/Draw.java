package dev.corral.backend.cpu.naive;

import dev.corral.backend.Ops;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Random;
import java.util.stream.IntStream;

/** Random arguments: the same seed draws the same for every backend. */
final class Draw {
  private static final float[] SPECIAL = {
    0, -0f, 1, -1, 0.5f, -3, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  private final Ops ops;
  private final Random random;

  Draw(Ops ops, long seed) {
    this.ops = ops;
    this.random = new Random(seed);
  }

  /** From a number to another, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean flag() {
    return random.nextBoolean();
  }

  /** Rank 0 to 5, sizes 0 to 4, seldom 0. */
  Shape shape() {
    return shape(0);
  }

  Shape shape(int leastRank) {
    int[] dims = new int[between(leastRank, 5)];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = between(0, 9) == 0 ? 0 : between(1, 4);
    }
    return Shape.of(dims);
  }

  /** A shape that broadcasts to another: some sizes 1, some leading axes gone. */
  Shape stretchableTo(Shape shape) {
    int gone = between(0, shape.rank());
    return Shape.of(
        IntStream.range(gone, shape.rank()).map(axis -> flag() ? shape.dim(axis) : 1).toArray());
  }

  /** One axis or more. */
  int[] axes(Shape shape) {
    int first = between(0, shape.rank() - 1);
    return IntStream.range(0, shape.rank()).filter(axis -> axis == first || flag()).toArray();
  }

  /** The same shape without zeros along axes. */
  Shape nonEmpty(Shape shape, int... axes) {
    Shape result = shape;
    for (int axis : axes) {
      result = result.with(axis, Math.max(1, result.dim(axis)));
    }
    return result;
  }

  Slice[] slices(Shape shape) {
    Slice[] slices = new Slice[shape.rank()];
    for (int axis = 0; axis < slices.length; axis++) {
      int start = between(0, shape.dim(axis));
      slices[axis] = new Slice(start, between(start, shape.dim(axis)), between(1, 3));
    }
    return slices;
  }

  /** A window with every number its own, no padding as wide as its reach. */
  Window window() {
    int kernelHeight = between(1, 3);
    int kernelWidth = between(1, 3);
    int dilationHeight = between(1, 2);
    int dilationWidth = between(1, 2);
    int rows = dilationHeight * (kernelHeight - 1);
    int columns = dilationWidth * (kernelWidth - 1);
    Padding padding =
        Padding.of(between(0, rows), between(0, columns), between(0, rows), between(0, columns));
    return new Window(
        kernelHeight,
        kernelWidth,
        between(1, 3),
        between(1, 3),
        padding,
        dilationHeight,
        dilationWidth);
  }

  /** Images that a window fits into without padding. */
  Shape images(Window window, int channels) {
    int height = Math.toIntExact(window.reachHeight()) + between(0, 5);
    int width = Math.toIntExact(window.reachWidth()) + between(0, 5);
    return Shape.of(between(0, 2), channels, height, width);
  }

  /** Whole numbers from −2 to 2, so that many are alike. */
  Tensor whole(Shape shape) {
    return multiples(1, shape);
  }

  /** Whole multiples of a number. */
  Tensor multiples(int unit, Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = unit * between(-2, 2);
    }
    return ops.fromArray(shape, values);
  }

  /** Zeros of both signs, NaN, infinities and a few numbers. */
  Tensor special(Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = SPECIAL[between(0, SPECIAL.length - 1)];
    }
    return ops.fromArray(shape, values);
  }
}
