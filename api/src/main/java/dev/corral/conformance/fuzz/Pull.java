package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * What the gradients by a call's arguments are found from.
 *
 * @param in the arguments
 * @param out the result that the backend under test computed
 * @param gradient of the loss by the result
 */
record Pull(List<DoubleTensor> in, DoubleTensor out, Adjoint gradient) {
  /** What a division by a count rounds, at 4 ULP. */
  static final int DIVISION = 10;

  /** A bilinear function of the other argument and the result's gradient. */
  interface Bilinear {
    Contraction of(DoubleTensor other, DoubleTensor gradient);
  }

  Shares sharesOf(int argument) {
    return new Shares(in.get(argument).shape(), gradient);
  }

  /** The gradient as sums of products with an argument's elements. */
  Adjoint bilinear(DoubleTensor other, Bilinear function) {
    Contraction sums = function.of(other, gradient.value());
    if (gradient.isSharp()) {
      return new Adjoint(sums.value(), flushed(sums.bound(), sums.products()));
    }
    DoubleTensor sizes = other.map(Math::abs);
    DoubleTensor error = function.of(sizes, gradient.bound()).value();
    DoubleTensor magnitude = function.of(sizes, sizes()).value();
    DoubleTensor bound = combined(sums, error, magnitude, 0);
    return new Adjoint(sums.value(), bound);
  }

  /** The gradient as sums of products with numbers of 0 or more, which are quotients. */
  Adjoint shared(Function<DoubleTensor, Contraction> function) {
    Contraction sums = function.apply(gradient.value());
    DoubleTensor error = function.apply(gradient.bound()).value();
    DoubleTensor magnitude = function.apply(sizes()).value();
    return new Adjoint(sums.value(), combined(sums, error, magnitude, DIVISION));
  }

  /** The largest magnitudes that a float32 gradient within the bound may have. */
  DoubleTensor sizes() {
    double[] size = gradient.value().toArray();
    double[] bound = gradient.bound().toArray();
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.abs(size[i]) + bound[i];
    }
    return DoubleTensor.of(gradient.shape(), size);
  }

  private static DoubleTensor flushed(DoubleTensor bound, DoubleTensor products) {
    return zip(bound, products, (b, n) -> b == 0 ? 0 : b + n * Float.MIN_NORMAL);
  }

  private static DoubleTensor combined(
      Contraction sums, DoubleTensor error, DoubleTensor magnitude, int roundings) {
    DoubleTensor products = sums.products();
    DoubleTensor rounding =
        zip(
            magnitude,
            products,
            (m, n) -> Contraction.gamma(n + roundings) * m + (n + 1) * Float.MIN_NORMAL);
    return zip(error, rounding, Double::sum);
  }

  /** A function of each pair of elements of two tensors of one shape. */
  private static DoubleTensor zip(DoubleTensor a, DoubleTensor b, DoubleBinaryOperator function) {
    double[] left = a.toArray();
    double[] right = b.toArray();
    for (int i = 0; i < left.length; i++) {
      left[i] = function.applyAsDouble(left[i], right[i]);
    }
    return DoubleTensor.of(a.shape(), left);
  }

  static List<Shape> shapes(List<DoubleTensor> tensors) {
    return tensors.stream().map(DoubleTensor::shape).toList();
  }
}
