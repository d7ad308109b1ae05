package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Tensors from the host and from numbers. */
final class CreationCases {
  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private CreationCases(long seed) {
    inputs = new Inputs(seed + 1);
  }

  static List<OpCase> all(long seed) {
    CreationCases all = new CreationCases(seed);
    all.arrays();
    all.nestedArrays();
    all.fills();
    all.ranges();
    all.random();
    return all.cases;
  }

  private void add(String op, String options, Function<Ops, Tensor> call, DoubleTensor expected) {
    cases.add(
        OpCase.of(op, options, (ops, in) -> call.apply(ops), () -> Expectation.exactly(expected)));
  }

  private void arrays() {
    for (Shape shape : Shapes.ANY) {
      DoubleTensor x = inputs.mixed(shape);
      add("fromArray", shape.toString(), ops -> OpCase.put(ops, x), x);
    }
    DoubleTensor x = inputs.reals(Shape.of(3));
    add(
        "fromArray",
        "of an array that changes afterwards",
        ops -> {
          float[] values = x.toFloatArray();
          Tensor tensor = ops.fromArray(x.shape(), values);
          values[0] = 99;
          return tensor;
        },
        x);
  }

  private void nestedArrays() {
    DoubleTensor counted = DoubleTensor.generate(Shape.of(2, 1, 2, 3), CreationCases::number);
    add("tensor", "of a number", ops -> ops.tensor(-0.0f), DoubleTensor.of(Shape.scalar(), -0.0));
    add(
        "tensor",
        "of a vector",
        ops -> ops.tensor(new float[] {1, 2, 3}),
        DoubleTensor.of(Shape.of(3), 1.0, 2.0, 3.0));
    add(
        "tensor",
        "of no values",
        ops -> ops.tensor(new float[0]),
        DoubleTensor.full(Shape.of(0), 0));
    add(
        "tensor",
        "of a matrix",
        ops -> ops.tensor(new float[][] {{0, 1, 2}, {10, 11, 12}}),
        DoubleTensor.generate(Shape.of(2, 3), CreationCases::number));
    add(
        "tensor",
        "of a rank 3",
        ops -> ops.tensor(new float[][][] {{{0, 1, 2}}, {{100, 101, 102}}}),
        DoubleTensor.generate(Shape.of(2, 1, 3), CreationCases::number));
    add(
        "tensor",
        "of a rank 4",
        ops ->
            ops.tensor(
                new float[][][][] {
                  {{{0, 1, 2}, {10, 11, 12}}}, {{{1000, 1001, 1002}, {1010, 1011, 1012}}}
                }),
        counted);
  }

  /** The index, read as a decimal number. */
  private static double number(int[] index) {
    double number = 0;
    for (int i : index) {
      number = number * 10 + i;
    }
    return number;
  }

  private void fills() {
    for (Shape shape : Shapes.ANY) {
      int[] dims = shape.dims();
      add("zeros", shape.toString(), ops -> ops.zeros(dims), DoubleTensor.full(shape, 0));
      add("ones", shape.toString(), ops -> ops.ones(dims), DoubleTensor.full(shape, 1));
      add("full", shape.toString(), ops -> ops.full(-2.5f, dims), DoubleTensor.full(shape, -2.5));
    }
    for (double value : Inputs.special().toArray()) {
      add(
          "fill",
          "with " + value,
          ops -> ops.fill(Shape.of(2, 3), (float) value),
          DoubleTensor.full(Shape.of(2, 3), value));
    }
  }

  private void ranges() {
    add("arange", "0", ops -> ops.arange(0), DoubleTensor.full(Shape.of(0), 0));
    add("arange", "17", ops -> ops.arange(17), DoubleTensor.generate(Shape.of(17), i -> i[0]));
    add(
        "arange",
        "0 to 1 by 0.1",
        ops -> ops.arange(0, 1, 0.1),
        DoubleTensor.generate(Shape.of(10), i -> i[0] * 0.1));
    add(
        "arange",
        "5 to -3 by -2",
        ops -> ops.arange(5, -3, -2),
        DoubleTensor.of(Shape.of(4), 5.0, 3.0, 1.0, -1.0));
    add("arange", "1 to 0 by 1", ops -> ops.arange(1, 0, 1), DoubleTensor.full(Shape.of(0), 0));
  }

  private void random() {
    Shape shape = Shape.of(7, 11);
    Random uniform = new Random(5);
    add(
        "uniform",
        shape + " seed 5",
        ops -> ops.uniform(shape, -2, 3, 5),
        DoubleTensor.generate(shape, i -> -2 + 5 * uniform.nextFloat()));
    Random normal = new Random(6);
    add(
        "normal",
        shape + " seed 6",
        ops -> ops.normal(shape, 1, 0.5f, 6),
        DoubleTensor.generate(shape, i -> 1 + 0.5 * normal.nextGaussian()));
  }
}
