package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one tensor.
 *
 * @param word its name
 * @param call calls it
 * @param function the reference's
 * @param ulps how far a result may be off; 0 for the nearest float32
 * @param slope the derivative at x and y = f(x)
 * @param size the sum of the magnitudes of what the derivative is computed from
 */
record UnaryWord(
    String word,
    BiFunction<Ops, Tensor, Tensor> call,
    DoubleUnaryOperator function,
    int ulps,
    DoubleBinaryOperator slope,
    DoubleBinaryOperator size) {
  static final List<UnaryWord> ALL =
      List.of(
          plain("neg", Ops::neg, x -> -x, 0, (x, y) -> -1),
          plain("exp", Ops::exp, Math::exp, 4, (x, y) -> y),
          plain("log", Ops::log, Math::log, 4, (x, y) -> 1 / x),
          plain("sqrt", Ops::sqrt, Math::sqrt, 4, (x, y) -> 1 / (2 * y)),
          plain("abs", Ops::abs, Math::abs, 0, (x, y) -> Math.signum(x)),
          plain("square", Ops::square, x -> x * x, 0, (x, y) -> 2 * x),
          plain("relu", Ops::relu, ElementwiseReference::relu, 0, (x, y) -> x > 0 ? 1 : 0),
          new UnaryWord("tanh", Ops::tanh, Math::tanh, 5, (x, y) -> 1 - y * y, (x, y) -> 1 + y * y),
          new UnaryWord(
              "sigmoid",
              Ops::sigmoid,
              ElementwiseReference::sigmoid,
              10,
              (x, y) -> y * (1 - y),
              (x, y) -> y * (1 + y)));

  private static UnaryWord plain(
      String word,
      BiFunction<Ops, Tensor, Tensor> call,
      DoubleUnaryOperator function,
      int ulps,
      DoubleBinaryOperator slope) {
    return new UnaryWord(
        word, call, function, ulps, slope, (x, y) -> Math.abs(slope.applyAsDouble(x, y)));
  }
}
