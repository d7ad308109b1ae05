package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.conformance.reference.ReductionReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Gradients of element-wise functions, away from their kinks, and of reductions. */
final class ElementwiseGradients {
  private static final Shape CUBE = Shape.of(2, 3, 4);

  private final Inputs inputs;
  private final List<GradientCase> cases = new ArrayList<>();

  private ElementwiseGradients(long seed) {
    inputs = new Inputs(seed + 11);
  }

  static List<GradientCase> all(long seed) {
    ElementwiseGradients all = new ElementwiseGradients(seed);
    all.unary();
    all.binary();
    all.withNumbers();
    all.choices();
    all.reductions();
    all.softmax();
    return all.cases;
  }

  private void unary() {
    unary("neg", Ops::neg, x -> -x, inputs.reals(CUBE));
    unary("exp", Ops::exp, Math::exp, inputs.reals(CUBE, -2, 2));
    unary("log", Ops::log, Math::log, inputs.reals(CUBE, 0.3, 3));
    unary("sqrt", Ops::sqrt, Math::sqrt, inputs.reals(CUBE, 0.3, 3));
    unary("tanh", Ops::tanh, Math::tanh, inputs.reals(CUBE, -2, 2));
    unary("square", Ops::square, x -> x * x, inputs.reals(CUBE, -2, 2));
    unary("abs", Ops::abs, Math::abs, inputs.distinct(CUBE));
    unary("relu", Ops::relu, ElementwiseReference::relu, inputs.distinct(CUBE));
    unary("sigmoid", Ops::sigmoid, ElementwiseReference::sigmoid, inputs.reals(CUBE, -4, 4));
  }

  private void unary(
      String op, BiFunction<Ops, Tensor, Tensor> call, DoubleUnaryOperator f, DoubleTensor x) {
    cases.add(GradientCase.of(op, "", (ops, in) -> call.apply(ops, in[0]), in -> in[0].map(f), x));
  }

  /** A call with two tensors. */
  private interface BinaryCall {
    Tensor apply(Ops ops, Tensor a, Tensor b);
  }

  private void binary() {
    for (Shapes.Pair pair : Shapes.SMALL) {
      DoubleTensor a = inputs.reals(pair.a(), 0.5, 2);
      DoubleTensor b = inputs.reals(pair.b(), 0.5, 2);
      binary("add", Ops::add, Double::sum, a, b);
      binary("sub", Ops::sub, (x, y) -> x - y, a, b);
      binary("mul", Ops::mul, (x, y) -> x * y, a, b);
      binary("div", Ops::div, (x, y) -> x / y, a, b);
      binary("pow", Ops::pow, Math::pow, a, b.map(v -> 3 - 2 * v));
      DoubleTensor between = inputs.distinct(pair.b()).map(v -> (float) (v + 0.05));
      binary("maximum", Ops::maximum, Math::max, inputs.distinct(pair.a()), between);
      binary("minimum", Ops::minimum, Math::min, inputs.distinct(pair.a()), between);
    }
  }

  private void binary(
      String op, BinaryCall call, DoubleBinaryOperator f, DoubleTensor a, DoubleTensor b) {
    cases.add(
        GradientCase.of(
            op,
            "",
            (ops, in) -> call.apply(ops, in[0], in[1]),
            in -> ElementwiseReference.map(f, in[0], in[1]),
            a,
            b));
  }

  private void withNumbers() {
    DoubleTensor x = inputs.reals(CUBE, 0.5, 2);
    DoubleTensor apart = inputs.distinct(CUBE);
    unary("add 1.5", (ops, y) -> ops.add(y, 1.5f), v -> v + 1.5, x);
    unary("sub 1.5", (ops, y) -> ops.sub(y, 1.5f), v -> v - 1.5, x);
    unary("mul 1.5", (ops, y) -> ops.mul(y, 1.5f), v -> v * 1.5, x);
    unary("div 1.5", (ops, y) -> ops.div(y, 1.5f), v -> v / 1.5, x);
    unary("pow -1.5", (ops, y) -> ops.pow(y, -1.5f), v -> Math.pow(v, -1.5), x);
    unary("pow 3", (ops, y) -> ops.pow(y, 3), v -> v * v * v, inputs.reals(CUBE, -2, 2));
    unary("maximum 0.5", (ops, y) -> ops.maximum(y, 0.5f), v -> Math.max(v, 0.5), apart);
    unary("minimum 0.5", (ops, y) -> ops.minimum(y, 0.5f), v -> Math.min(v, 0.5), apart);
    unary(
        "together (x + 1) · x",
        (ops, y) -> ops.together(() -> ops.mul(ops.add(y, 1), y)),
        v -> (v + 1) * v,
        x);
  }

  private void choices() {
    DoubleTensor condition = inputs.integers(CUBE).map(v -> Math.max(v, 0));
    where(condition, inputs.reals(CUBE), inputs.reals(CUBE));
    where(condition, inputs.reals(Shape.of(4)), inputs.reals(Shape.of(3, 1)));
    where(inputs.integers(Shape.of(3, 1)), inputs.reals(Shape.scalar()), inputs.reals(CUBE));
  }

  private void where(DoubleTensor condition, DoubleTensor a, DoubleTensor b) {
    cases.add(
        GradientCase.of(
            "where",
            "by a condition of shape " + condition.shape(),
            (ops, in) -> ops.where(OpCase.put(ops, condition), in[0], in[1]),
            in -> ElementwiseReference.where(condition, in[0], in[1]),
            a,
            b));
  }

  /** A reduction in the reference. */
  private interface Formula {
    DoubleTensor of(DoubleTensor x, boolean keepDims, int... axes);
  }

  private void reductions() {
    Formula sum = (x, keep, axes) -> ReductionReference.sum(x, keep, axes).value();
    Formula mean = (x, keep, axes) -> ReductionReference.mean(x, keep, axes).value();
    Formula max = ReductionReference::max;
    for (int[] axes : new int[][] {{0}, {1}, {2}, {0, 2}, {1, 2}, {0, 1, 2}}) {
      for (boolean keep : new boolean[] {false, true}) {
        reduce("sum", (ops, x) -> ops.sum(x, keep, axes), sum, keep, axes);
        reduce("mean", (ops, x) -> ops.mean(x, keep, axes), mean, keep, axes);
        reduce("max", (ops, x) -> ops.max(x, keep, axes), max, keep, axes);
      }
    }
    reduce("sum of", (ops, x) -> ops.sum(x, 1), sum, false, 1);
    reduce("mean of", (ops, x) -> ops.mean(x), mean, false, 0, 1, 2);
    reduce("max of", (ops, x) -> ops.max(x, -1), max, false, 2);
  }

  private void reduce(
      String op,
      BiFunction<Ops, Tensor, Tensor> call,
      Formula formula,
      boolean keepDims,
      int... axes) {
    cases.add(
        GradientCase.of(
            op,
            "axes " + Arrays.toString(axes) + " keepDims " + keepDims,
            (ops, in) -> call.apply(ops, in[0]),
            in -> formula.of(in[0], keepDims, axes),
            inputs.distinct(CUBE)));
  }

  private void softmax() {
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      cases.add(
          GradientCase.of(
              "softmax",
              "axis " + axis,
              (ops, in) -> ops.softmax(in[0], along),
              in -> ReductionReference.softmax(in[0], along).value(),
              inputs.reals(CUBE, -2, 2)));
      cases.add(
          GradientCase.of(
              "logSoftmax",
              "axis " + axis,
              (ops, in) -> ops.logSoftmax(in[0], along),
              in -> ReductionReference.logSoftmax(in[0], along).value(),
              inputs.reals(CUBE, -2, 2)));
    }
  }
}
