package dev.corral.conformance.reference;

import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import java.util.Arrays;
import java.util.List;

/** Operations that move elements without computing on them. */
public final class MovementReference {
  private MovementReference() {}

  /**
   * The same elements in the same order under another shape.
   *
   * @param x a tensor
   * @param shape of as many elements
   * @return the tensor
   */
  public static DoubleTensor reshape(DoubleTensor x, Shape shape) {
    return DoubleTensor.of(shape, x.toArray());
  }

  /**
   * The axes in another order: axis i of the result is axis axes[i] of x.
   *
   * @param x a tensor
   * @param axes all axes, each once, non-negative
   * @return the tensor
   */
  public static DoubleTensor permute(DoubleTensor x, int... axes) {
    return DoubleTensor.generate(
        Shape.of(Arrays.stream(axes).map(x.shape()::dim).toArray()),
        index -> {
          int[] source = new int[axes.length];
          for (int i = 0; i < axes.length; i++) {
            source[axes[i]] = index[i];
          }
          return x.get(source);
        });
  }

  /**
   * The elements at start, start + step, … below stop along each axis.
   *
   * @param x a tensor
   * @param slices one an axis, 0 ≤ start ≤ stop ≤ size
   * @return the part
   */
  public static DoubleTensor slice(DoubleTensor x, Slice... slices) {
    return DoubleTensor.generate(
        part(slices),
        index -> {
          int[] source = new int[index.length];
          Arrays.setAll(source, a -> slices[a].start() + index[a] * slices[a].step());
          return x.get(source);
        });
  }

  /**
   * x with the elements that slices name replaced by those of a source.
   *
   * @param x a tensor
   * @param source a tensor that broadcasts to the part
   * @param slices one an axis, 0 ≤ start ≤ stop ≤ size
   * @return a tensor of x's shape
   */
  public static DoubleTensor sliceScatter(DoubleTensor x, DoubleTensor source, Slice... slices) {
    return DoubleTensor.generate(
        x.shape(),
        index -> {
          int[] inner = new int[index.length];
          for (int axis = 0; axis < index.length; axis++) {
            Slice slice = slices[axis];
            int distance = index[axis] - slice.start();
            if (distance < 0 || index[axis] >= slice.stop() || distance % slice.step() != 0) {
              return x.get(index);
            }
            inner[axis] = distance / slice.step();
          }
          return source.get(Indices.broadcast(inner, source.shape()));
        });
  }

  private static Shape part(Slice... slices) {
    int[] dims = new int[slices.length];
    for (int axis = 0; axis < dims.length; axis++) {
      for (int i = slices[axis].start(); i < slices[axis].stop(); i += slices[axis].step()) {
        dims[axis]++;
      }
    }
    return Shape.of(dims);
  }

  /**
   * x with a value inserted before, after and between its elements.
   *
   * @param x a tensor
   * @param value what is inserted
   * @param pads one an axis
   * @return the padded tensor
   */
  public static DoubleTensor pad(DoubleTensor x, double value, Pad... pads) {
    int[] dims = new int[pads.length];
    for (int axis = 0; axis < dims.length; axis++) {
      int size = x.shape().dim(axis);
      int between = size == 0 ? 0 : (size - 1) * pads[axis].interior();
      dims[axis] = pads[axis].before() + size + between + pads[axis].after();
    }
    return DoubleTensor.generate(
        Shape.of(dims),
        index -> {
          int[] source = new int[index.length];
          for (int axis = 0; axis < index.length; axis++) {
            int distance = index[axis] - pads[axis].before();
            int step = pads[axis].interior() + 1;
            if (distance < 0 || distance % step != 0 || distance / step >= x.shape().dim(axis)) {
              return value;
            }
            source[axis] = distance / step;
          }
          return x.get(source);
        });
  }

  /**
   * The elements in reverse order along axes.
   *
   * @param x a tensor
   * @param axes non-negative, each once
   * @return a tensor of x's shape
   */
  public static DoubleTensor flip(DoubleTensor x, int... axes) {
    return DoubleTensor.generate(
        x.shape(),
        index -> {
          int[] source = index.clone();
          for (int axis : axes) {
            source[axis] = x.shape().dim(axis) - 1 - index[axis];
          }
          return x.get(source);
        });
  }

  /**
   * x stretched to a shape.
   *
   * @param x a tensor
   * @param shape of at least x's rank, whose sizes are x's where those are not 1
   * @return a tensor of that shape
   */
  public static DoubleTensor broadcast(DoubleTensor x, Shape shape) {
    return DoubleTensor.generate(shape, index -> x.get(Indices.broadcast(index, x.shape())));
  }

  /**
   * Tensors one after the other along an axis.
   *
   * @param tensors one or more that agree along every other axis
   * @param axis non-negative
   * @return the tensor
   */
  public static DoubleTensor concat(List<DoubleTensor> tensors, int axis) {
    int size = tensors.stream().mapToInt(x -> x.shape().dim(axis)).sum();
    return DoubleTensor.generate(
        tensors.get(0).shape().with(axis, size),
        index -> {
          int along = index[axis];
          for (DoubleTensor x : tensors) {
            if (along < x.shape().dim(axis)) {
              return x.get(Indices.with(index, axis, along));
            }
            along -= x.shape().dim(axis);
          }
          throw new IllegalStateException("an index past the last tensor");
        });
  }
}
