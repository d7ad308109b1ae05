package dev.corral.conformance.cases;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Gradients that differences cannot find, at kinks, and what they are for: training. */
final class GradientChecks {
  private static final double NEARLY = 1e-6;
  private static final int STEPS = 100;
  private static final float RATE = 0.03f;
  private static final double LEARNT = 0.01;

  private GradientChecks() {}

  static Stream<Check> all() {
    return Stream.of(
        atKink("relu", Ops::relu, vector(-1, 0, -0.0, 2), vector(0, 0, 0, 1)),
        atKink("abs", Ops::abs, vector(-2, 0, -0.0, 3), vector(-1, 0, 0, 1)),
        atKink("max", (ops, x) -> ops.max(x), vector(2, 1, 2, 0), vector(0.5, 0, 0.5, 0)),
        atKink(
            "maximum with 1",
            (ops, x) -> ops.maximum(x, 1),
            vector(0, 1, 2, 1),
            vector(0, 0.5, 1, 0.5)),
        atKink(
            "minimum with 1",
            (ops, x) -> ops.minimum(x, 1),
            vector(0, 1, 2, 1),
            vector(1, 0.5, 0, 0.5)),
        atKink(
            "maxPool2d of 1×3 in steps of 1",
            (ops, x) ->
                ops.maxPool2d(ops.reshape(x, 1, 1, 1, 4), Pool2dOptions.of(Window.of(1, 3))),
            vector(2, 2, 1, 2),
            vector(0.5, 1, 0, 0.5)),
        new Check("gradients.709", "learn the kernel [1, -1]", GradientChecks::learns));
  }

  private static DoubleTensor vector(double... values) {
    return DoubleTensor.of(Shape.of(values.length), values);
  }

  private static Check atKink(
      String name, BiFunction<Ops, Tensor, Tensor> call, DoubleTensor x, DoubleTensor expected) {
    return new Check(
        "gradients.708",
        name,
        subject ->
            subject.inScope(
                scope -> {
                  Recording recording = Recording.in(scope);
                  Tensor given = OpCase.put(scope.ops(), x);
                  Tensor loss = recording.ops().sum(call.apply(recording.ops(), given));
                  Mismatch.require(
                      "gradient of sum(" + name + ") at " + x,
                      () ->
                          Expectation.within(expected, expected.map(g -> NEARLY))
                              .mismatch(recording.gradients(loss, given).get(0)));
                }));
  }

  /** An image with a vertical stripe, its edges, and the kernel that finds them. */
  private static void learns(Subject subject) {
    subject.inScope(
        scope -> {
          Ops ops = scope.ops();
          Tensor stripes = ops.sliceScatter(ops.ones(6, 8), 0, Slice.all(), Slice.of(2, 6));
          Tensor x = ops.reshape(stripes, 1, 1, 6, 8);
          Tensor y = ops.conv2d(x, ops.reshape(ops.tensor(new float[] {1, -1}), 1, 1, 1, 2));
          Tensor w = ops.tensor(new float[][][][] {{{{0.3f, 0.2f}}}});
          for (int step = 0; step < STEPS; step++) {
            w = descend(scope, x, y, w);
          }
          float[] learnt = w.toArray();
          Mismatch.require(
              STEPS + " steps of gradient descent on the squared error, rate " + RATE,
              Math.abs(learnt[0] - 1) < LEARNT && Math.abs(learnt[1] + 1) < LEARNT,
              "the kernel is [" + learnt[0] + ", " + learnt[1] + "], expected [1, -1]");
        });
  }

  private static Tensor descend(Scope scope, Tensor x, Tensor y, Tensor w) {
    try (Scope step = scope.scope()) {
      Recording recording = Recording.in(step);
      Ops ops = recording.ops();
      Tensor loss = ops.sum(ops.square(ops.sub(ops.conv2d(x, w), y)));
      Tensor gradient = recording.gradients(loss, w).get(0);
      return step.promote(step.ops().sub(w, step.ops().mul(gradient, RATE)));
    }
  }
}
