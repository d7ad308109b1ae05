package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Element-wise functions of one, two and three tensors. */
final class ElementwiseCases {
  private static final int EXACT = 0;
  private static final int FUNCTION = 4;
  private static final int TANH = 5;
  private static final int SIGMOID = 10;
  private static final int POWER = 16;

  private static final List<Unary> UNARY =
      List.of(
          new Unary("neg", Ops::neg, x -> -x, EXACT, -9, 9),
          new Unary("abs", Ops::abs, Math::abs, EXACT, -9, 9),
          new Unary("square", Ops::square, x -> x * x, EXACT, -9, 9),
          new Unary("relu", Ops::relu, ElementwiseReference::relu, EXACT, -9, 9),
          new Unary("sqrt", Ops::sqrt, Math::sqrt, FUNCTION, 0, 1000),
          new Unary("exp", Ops::exp, Math::exp, FUNCTION, -80, 80),
          new Unary("log", Ops::log, Math::log, FUNCTION, 0, 10),
          new Unary("tanh", Ops::tanh, Math::tanh, TANH, -10, 10),
          new Unary("sigmoid", Ops::sigmoid, ElementwiseReference::sigmoid, SIGMOID, -80, 80));

  private static final List<Binary> BINARY =
      List.of(
          new Binary("add", Ops::add, Double::sum, EXACT),
          new Binary("sub", Ops::sub, (a, b) -> a - b, EXACT),
          new Binary("mul", Ops::mul, (a, b) -> a * b, EXACT),
          new Binary("div", Ops::div, (a, b) -> a / b, FUNCTION),
          new Binary("pow", Ops::pow, Math::pow, POWER),
          new Binary("maximum", Ops::maximum, Math::max, EXACT),
          new Binary("minimum", Ops::minimum, Math::min, EXACT),
          new Binary("less", Ops::less, (a, b) -> a < b ? 1 : 0, EXACT),
          new Binary("lessEqual", Ops::lessEqual, (a, b) -> a <= b ? 1 : 0, EXACT),
          new Binary("greater", Ops::greater, (a, b) -> a > b ? 1 : 0, EXACT),
          new Binary("greaterEqual", Ops::greaterEqual, (a, b) -> a >= b ? 1 : 0, EXACT),
          new Binary("equal", Ops::equal, (a, b) -> a == b ? 1 : 0, EXACT),
          new Binary("notEqual", Ops::notEqual, (a, b) -> a != b ? 1 : 0, EXACT));

  private static final List<WithNumber> WITH_NUMBER =
      List.of(
          new WithNumber("add", Ops::add),
          new WithNumber("sub", Ops::sub),
          new WithNumber("mul", Ops::mul),
          new WithNumber("div", Ops::div),
          new WithNumber("pow", Ops::pow),
          new WithNumber("maximum", Ops::maximum),
          new WithNumber("minimum", Ops::minimum),
          new WithNumber("less", Ops::less),
          new WithNumber("greater", Ops::greater),
          new WithNumber("equal", Ops::equal));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private ElementwiseCases(long seed) {
    inputs = new Inputs(seed + 2);
  }

  private record Unary(
      String op,
      BiFunction<Ops, Tensor, Tensor> call,
      DoubleUnaryOperator function,
      int ulps,
      double low,
      double high) {
    OpCase on(String options, DoubleTensor x) {
      return OpCase.of(
          op,
          options,
          (ops, in) -> call.apply(ops, in[0]),
          () -> expectation(x.map(function), ulps),
          x);
    }
  }

  /** A call with two tensors. */
  private interface BinaryCall {
    Tensor apply(Ops ops, Tensor a, Tensor b);
  }

  private record Binary(String op, BinaryCall call, DoubleBinaryOperator function, int ulps) {
    OpCase on(String options, DoubleTensor a, DoubleTensor b) {
      return OpCase.of(
          op,
          options,
          (ops, in) -> call.apply(ops, in[0], in[1]),
          () -> expectation(ElementwiseReference.map(function, a, b), ulps),
          a,
          b);
    }
  }

  /** A function of two tensors by its name. */
  static OpCase binary(String op, String options, DoubleTensor a, DoubleTensor b) {
    return binary(op).on(options, a, b);
  }

  private static Binary binary(String op) {
    return BINARY.stream().filter(b -> b.op.equals(op)).findFirst().orElseThrow();
  }

  /** The functions of one tensor. */
  static List<String> unaryWords() {
    return UNARY.stream().map(Unary::op).toList();
  }

  /** The functions of two tensors. */
  static List<String> binaryWords() {
    return BINARY.stream().map(Binary::op).toList();
  }

  /** A call with a tensor and a number. */
  private interface NumberCall {
    Tensor apply(Ops ops, Tensor a, float b);
  }

  private record WithNumber(String op, NumberCall call) {
    Binary binary() {
      return ElementwiseCases.binary(op);
    }
  }

  static List<OpCase> all(long seed) {
    ElementwiseCases all = new ElementwiseCases(seed);
    UNARY.forEach(all::unary);
    BINARY.forEach(all::binary);
    WITH_NUMBER.forEach(all::withNumber);
    all.choices();
    all.together();
    return all.cases;
  }

  private void unary(Unary unary) {
    Stream.concat(Shapes.ANY.stream(), Shapes.vectors().stream())
        .forEach(shape -> unary(unary, "reals", inputs.reals(shape, unary.low, unary.high)));
    unary(unary, "special values", Inputs.special());
  }

  private void unary(Unary unary, String options, DoubleTensor x) {
    cases.add(unary.on(options, x));
  }

  /** A function of one tensor by its name. */
  static OpCase unary(String op, String options, DoubleTensor x) {
    return UNARY.stream().filter(u -> u.op.equals(op)).findFirst().orElseThrow().on(options, x);
  }

  private static Expectation expectation(DoubleTensor value, int ulps) {
    return ulps == EXACT ? Expectation.exactly(value) : Expectation.withinUlps(value, ulps);
  }

  private void binary(Binary binary) {
    for (Shapes.Pair pair : Shapes.BROADCAST) {
      binary(binary, "integers", inputs.integers(pair.a()), inputs.integers(pair.b()));
      binary(binary, "reals", inputs.reals(pair.a(), 0, 9), inputs.reals(pair.b(), -9, 9));
    }
    DoubleTensor special = Inputs.special();
    int size = special.shape().size();
    DoubleTensor column = DoubleTensor.of(Shape.of(size, 1), special.toArray());
    binary(binary, "all pairs of special values", column, special);
  }

  private void binary(Binary binary, String options, DoubleTensor a, DoubleTensor b) {
    cases.add(binary.on(options, a, b));
  }

  private void withNumber(WithNumber shorthand) {
    Binary binary = shorthand.binary();
    DoubleTensor a = inputs.integers(Shape.of(3, 5));
    for (double number : new double[] {-2.5, 0, 2, Double.NaN}) {
      cases.add(
          OpCase.of(
              shorthand.op,
              "with the number " + number,
              (ops, in) -> shorthand.call.apply(ops, in[0], (float) number),
              () -> expectation(a.map(v -> binary.function.applyAsDouble(v, number)), binary.ulps),
              a));
    }
  }

  private void choices() {
    DoubleTensor special = Inputs.special();
    where(special, DoubleTensor.full(special.shape(), 1), DoubleTensor.full(Shape.scalar(), -0.0));
    where(inputs.integers(Shape.scalar()), inputs.mixed(Shape.of(4)), inputs.mixed(Shape.of(3, 1)));
    where(inputs.integers(Shape.of(3, 1)), inputs.mixed(Shape.scalar()), inputs.mixed(Shape.of(4)));
    where(
        DoubleTensor.full(Shape.of(2, 1, 1), 0),
        inputs.mixed(Shape.of(5)),
        inputs.mixed(Shape.of(3, 1)));
    where(inputs.integers(Shape.of(1)), inputs.mixed(Shape.of(2, 0)), inputs.mixed(Shape.of(2, 1)));
    for (Shape shape : Shapes.ANY) {
      where(
          inputs.integers(shape).map(v -> Math.max(v, 0)),
          inputs.mixed(shape),
          inputs.mixed(shape));
    }
  }

  private void where(DoubleTensor condition, DoubleTensor a, DoubleTensor b) {
    cases.add(
        OpCase.of(
            "where",
            "",
            (ops, in) -> ops.where(in[0], in[1], in[2]),
            () -> Expectation.exactly(ElementwiseReference.where(condition, a, b)),
            condition,
            a,
            b));
  }

  private void together() {
    DoubleTensor a = inputs.integers(Shape.of(3, 4));
    DoubleTensor b = inputs.integers(Shape.of(4));
    DoubleTensor sum = ElementwiseReference.map(Double::sum, a, b);
    cases.add(
        OpCase.of(
            "together",
            "(a + b) · b",
            (ops, in) -> ops.together(() -> ops.mul(ops.add(in[0], in[1]), in[1])),
            () -> Expectation.exactly(ElementwiseReference.map((s, v) -> s * v, sum, b)),
            a,
            b));
  }
}
