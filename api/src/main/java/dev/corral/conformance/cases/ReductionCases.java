package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.conformance.reference.ReductionReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Reductions along every set of axes. */
final class ReductionCases {
  private static final List<Reduction> REDUCTIONS =
      List.of(
          new Reduction(
              "sum",
              Ops::sum,
              Ops::sum,
              (x, k, a) -> ReductionReference.sum(x, k, a).expectation()),
          new Reduction(
              "mean",
              Ops::mean,
              Ops::mean,
              (x, k, a) -> ReductionReference.mean(x, k, a).expectation()),
          new Reduction(
              "max",
              Ops::max,
              Ops::max,
              (x, k, a) -> Expectation.exactly(ReductionReference.max(x, k, a))));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private ReductionCases(long seed) {
    inputs = new Inputs(seed + 3);
  }

  /** The long form of a reduction. */
  private interface Call {
    Tensor apply(Ops ops, Tensor x, boolean keepDims, int... axes);
  }

  /** The form that drops the reduced axes. */
  private interface ShortCall {
    Tensor apply(Ops ops, Tensor x, int... axes);
  }

  /** The reduction in the reference. */
  private interface Formula {
    Expectation of(DoubleTensor x, boolean keepDims, int... axes);
  }

  private record Reduction(String op, Call call, ShortCall shortCall, Formula formula) {
    boolean takesNothing() {
      return op.equals("sum");
    }

    OpCase on(String kind, DoubleTensor x, boolean keepDims, int... axes) {
      return OpCase.of(
          op,
          "axes " + Arrays.toString(axes) + " keepDims " + keepDims + " " + kind,
          (ops, in) -> call.apply(ops, in[0], keepDims, axes),
          () -> formula.of(x, keepDims, axes),
          x);
    }
  }

  static List<OpCase> all(long seed) {
    ReductionCases all = new ReductionCases(seed);
    REDUCTIONS.forEach(all::reduction);
    all.argmax();
    all.softmax();
    return all.cases;
  }

  private void reduction(Reduction reduction) {
    for (Shape shape : Shapes.ANY) {
      for (int subset = shape.rank() == 0 ? 0 : 1; subset < 1 << shape.rank(); subset++) {
        int[] axes = axes(shape, subset);
        boolean overNothing = Arrays.stream(axes).anyMatch(axis -> shape.dim(axis) == 0);
        if (!overNothing || reduction.takesNothing()) {
          reduce(reduction, "integers", inputs.integers(shape), subset % 2 == 0, axes);
          reduce(reduction, "reals", inputs.reals(shape), subset % 2 == 1, axes);
          reduce(reduction, "special values", inputs.mixed(shape), subset % 2 == 0, axes);
        }
      }
    }
    for (Shape shape : Shapes.vectors()) {
      reduce(reduction, "reals", inputs.reals(shape), false, 0);
      reduce(reduction, "negative reals", inputs.reals(shape, -2, -1), true, 0);
    }
    shortForms(reduction);
  }

  private static int[] axes(Shape shape, int subset) {
    return IntStream.range(0, shape.rank()).filter(axis -> (subset >> axis & 1) == 1).toArray();
  }

  private void reduce(Reduction r, String kind, DoubleTensor x, boolean keepDims, int... axes) {
    cases.add(r.on(kind, x, keepDims, axes));
  }

  /** A reduction by its name. */
  static OpCase reduce(String op, String kind, DoubleTensor x, boolean keepDims, int... axes) {
    Reduction named = REDUCTIONS.stream().filter(r -> r.op.equals(op)).findFirst().orElseThrow();
    return named.on(kind, x, keepDims, axes);
  }

  private void shortForms(Reduction r) {
    DoubleTensor x = inputs.reals(Shape.of(3, 4, 5));
    add(r, "all axes", x, (ops, y) -> r.shortCall.apply(ops, y), 0, 1, 2);
    add(r, "axis 1", x, (ops, y) -> r.shortCall.apply(ops, y, 1), 1);
    add(r, "axes [-1, 0]", x, (ops, y) -> r.shortCall.apply(ops, y, -1, 0), 0, 2);
    add(r, "axes [-1, -2]", x, (ops, y) -> r.call.apply(ops, y, false, -1, -2), 1, 2);
  }

  private void add(
      Reduction r,
      String options,
      DoubleTensor x,
      BiFunction<Ops, Tensor, Tensor> call,
      int... axes) {
    cases.add(
        OpCase.of(
            r.op,
            options,
            (ops, in) -> call.apply(ops, in[0]),
            () -> r.formula.of(x, false, axes),
            x));
  }

  private void argmax() {
    for (Shape shape : Shapes.ANY) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (shape.dim(axis) > 0) {
          argmax(inputs.integers(shape), axis % 2 == 0, axis, axis);
          argmax(inputs.mixed(shape), axis % 2 == 1, axis, axis);
        }
      }
    }
    argmax(inputs.integers(Shape.of(5, 7, 2)), true, 1, -2);
    for (Shape shape : Shapes.vectors()) {
      argmax(inputs.reals(shape), false, 0, -1);
    }
    DoubleTensor x = inputs.reals(Shape.of(3, 4, 5));
    DoubleTensor flat = MovementReference.reshape(x, Shape.of(60));
    cases.add(
        OpCase.of(
            "argmax",
            "axis -1, short form",
            (ops, in) -> ops.argmax(in[0], -1),
            () -> Expectation.exactly(ReductionReference.argmax(x, false, 2)),
            x));
    cases.add(
        OpCase.of(
            "argmax",
            "of all",
            (ops, in) -> ops.argmax(in[0]),
            () -> Expectation.exactly(ReductionReference.argmax(flat, false, 0)),
            x));
  }

  private void argmax(DoubleTensor x, boolean keepDims, int axis, int axisAsGiven) {
    cases.add(
        OpCase.of(
            "argmax",
            "axis " + axisAsGiven + " keepDims " + keepDims,
            (ops, in) -> ops.argmax(in[0], keepDims, axisAsGiven),
            () -> Expectation.exactly(ReductionReference.argmax(x, keepDims, axis)),
            x));
  }

  private void softmax() {
    for (Shape shape : Shapes.ANY) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (shape.dim(axis) > 0) {
          softmax("reals", inputs.reals(shape, -9, 9), axis, axis);
          softmax("large reals", inputs.reals(shape, -1e4, 1e4), axis, axis - shape.rank());
        }
      }
    }
    double infinity = Double.POSITIVE_INFINITY;
    Shape rows = Shape.of(2, 3);
    softmax("-infinity", DoubleTensor.of(rows, 1, -infinity, 2, 3, 4, -infinity), 1, 1);
    softmax("NaN in one row", DoubleTensor.of(rows, 1, Double.NaN, 2, 3, 4, 5), 1, -1);
  }

  private void softmax(String kind, DoubleTensor x, int axis, int axisAsGiven) {
    String options = "axis " + axisAsGiven + " " + kind;
    cases.add(
        OpCase.of(
            "softmax",
            options,
            (ops, in) -> ops.softmax(in[0], axisAsGiven),
            () -> ReductionReference.softmax(x, axis),
            x));
    cases.add(
        OpCase.of(
            "logSoftmax",
            options,
            (ops, in) -> ops.logSoftmax(in[0], axisAsGiven),
            () -> ReductionReference.logSoftmax(x, axis),
            x));
  }
}
