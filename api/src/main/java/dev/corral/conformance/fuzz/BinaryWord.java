package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of two tensors; comparisons have no derivatives.
 *
 * @param word its name
 * @param call calls it
 * @param function the reference's
 * @param ulps how far a result may be off; 0 for the nearest float32
 * @param byFirst the derivative by the first argument
 * @param bySecond the derivative by the second
 */
record BinaryWord(
    String word,
    Function call,
    DoubleBinaryOperator function,
    int ulps,
    @Nullable Slope byFirst,
    @Nullable Slope bySecond) {
  /** A call with two tensors. */
  interface Function {
    Tensor apply(Ops ops, Tensor a, Tensor b);
  }

  /** A derivative at a, b and y = f(a, b). */
  interface Slope {
    double at(double a, double b, double y);
  }

  static final List<BinaryWord> ALL =
      List.of(
          new BinaryWord("add", Ops::add, Double::sum, 0, (a, b, y) -> 1, (a, b, y) -> 1),
          new BinaryWord("sub", Ops::sub, (a, b) -> a - b, 0, (a, b, y) -> 1, (a, b, y) -> -1),
          new BinaryWord("mul", Ops::mul, (a, b) -> a * b, 0, (a, b, y) -> b, (a, b, y) -> a),
          new BinaryWord(
              "div", Ops::div, (a, b) -> a / b, 4, (a, b, y) -> 1 / b, (a, b, y) -> -y / b),
          new BinaryWord(
              "pow", Ops::pow, Math::pow, 16, BinaryWord::powByBase, BinaryWord::powByExponent),
          new BinaryWord(
              "maximum",
              Ops::maximum,
              Math::max,
              0,
              (a, b, y) -> larger(a, b),
              (a, b, y) -> larger(b, a)),
          new BinaryWord(
              "minimum",
              Ops::minimum,
              Math::min,
              0,
              (a, b, y) -> larger(b, a),
              (a, b, y) -> larger(a, b)),
          comparison("less", Ops::less, (a, b) -> a < b ? 1 : 0),
          comparison("lessEqual", Ops::lessEqual, (a, b) -> a <= b ? 1 : 0),
          comparison("greater", Ops::greater, (a, b) -> a > b ? 1 : 0),
          comparison("greaterEqual", Ops::greaterEqual, (a, b) -> a >= b ? 1 : 0),
          comparison("equal", Ops::equal, (a, b) -> a == b ? 1 : 0),
          comparison("notEqual", Ops::notEqual, (a, b) -> a != b ? 1 : 0));

  private static BinaryWord comparison(String word, Function call, DoubleBinaryOperator function) {
    return new BinaryWord(word, call, function, 0, null, null);
  }

  private static double powByBase(double a, double b, double y) {
    return b == 0 ? 0 : b * Math.pow(a, b - 1);
  }

  private static double powByExponent(double a, double b, double y) {
    return a == 0 ? 0 : y * Math.log(a);
  }

  /** The part of the gradient that a gets as the larger; both get half if they tie. */
  private static double larger(double a, double b) {
    return a > b ? 1 : a == b ? 0.5 : 0;
  }
}
