package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** An immutable, dense array of float64 values on the host: the tensor of the reference. */
public final class DoubleTensor {
  private final Shape shape;
  private final double[] values;

  private DoubleTensor(Shape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor of these values.
   *
   * @param shape its shape
   * @param values row-major; the array is copied
   * @return the tensor
   * @throws ShapeException if there are not as many values as the shape has elements
   */
  public static DoubleTensor of(Shape shape, double... values) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          values.length + " values for the shape " + shape,
          shape.size() + " values",
          "Give as many values as the sizes' product");
    }
    return new DoubleTensor(shape, values.clone());
  }

  /**
   * A tensor of float32 values.
   *
   * @param shape its shape
   * @param values row-major; the array is copied
   * @return the tensor
   * @throws ShapeException if there are not as many values as the shape has elements
   */
  public static DoubleTensor of(Shape shape, float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return of(shape, wide);
  }

  /**
   * The values of a backend's tensor, read from its device.
   *
   * @param tensor an open tensor
   * @return the same values under the same shape
   */
  public static DoubleTensor of(Tensor tensor) {
    return of(tensor.shape(), tensor.toArray());
  }

  /**
   * A tensor that holds one value everywhere.
   *
   * @param shape its shape
   * @param value the value
   * @return the tensor
   */
  public static DoubleTensor full(Shape shape, double value) {
    return generate(shape, index -> value);
  }

  /**
   * A tensor given by a formula for its elements.
   *
   * @param shape its shape
   * @param element the value at a multi-index, which the formula must not keep
   * @return the tensor
   */
  public static DoubleTensor generate(Shape shape, ToDoubleFunction<int[]> element) {
    double[] values = new double[shape.size()];
    Indices.forEach(
        shape, index -> values[Indices.offset(shape, index)] = element.applyAsDouble(index));
    return new DoubleTensor(shape, values);
  }

  /**
   * The sizes of its axes.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * One element.
   *
   * @param index its index along each axis, 0 to size − 1
   * @return the value
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double get(int... index) {
    return values[Indices.offset(shape, index)];
  }

  /**
   * The same tensor but for one element.
   *
   * @param value the element's value
   * @param index its index along each axis
   * @return a new tensor
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public DoubleTensor with(double value, int... index) {
    double[] changed = values.clone();
    changed[Indices.offset(shape, index)] = value;
    return new DoubleTensor(shape, changed);
  }

  /**
   * A function of each element.
   *
   * @param function the function
   * @return a tensor of the same shape
   */
  public DoubleTensor map(DoubleUnaryOperator function) {
    return new DoubleTensor(shape, Arrays.stream(values).map(function).toArray());
  }

  /**
   * The values.
   *
   * @return a new array, row-major
   */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * The values as a backend takes them.
   *
   * @return a new array, row-major, each value rounded to the nearest float32
   */
  public float[] toFloatArray() {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** The shape and the values. */
  @Override
  public String toString() {
    return shape + " " + Arrays.toString(values);
  }
}
