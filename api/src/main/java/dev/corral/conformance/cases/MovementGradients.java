package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Gradients of operations that move elements. */
final class MovementGradients {
  private final Inputs inputs;
  private final List<GradientCase> cases = new ArrayList<>();

  private MovementGradients(long seed) {
    inputs = new Inputs(seed + 12);
  }

  static List<GradientCase> all(long seed) {
    MovementGradients all = new MovementGradients(seed);
    all.shapes();
    all.parts();
    all.pads();
    all.flips();
    all.joins();
    return all.cases;
  }

  private void add(
      String op,
      BiFunction<Ops, Tensor, Tensor> call,
      UnaryOperator<DoubleTensor> formula,
      int... dims) {
    cases.add(
        GradientCase.of(
            op,
            "",
            (ops, in) -> call.apply(ops, in[0]),
            in -> formula.apply(in[0]),
            inputs.reals(Shape.of(dims))));
  }

  private static UnaryOperator<DoubleTensor> permuted(int... axes) {
    return x -> MovementReference.permute(x, axes);
  }

  private void shapes() {
    Shape flat = Shape.of(6, 4);
    UnaryOperator<DoubleTensor> reshaped = x -> MovementReference.reshape(x, flat);
    add("reshape by shape", (ops, x) -> ops.reshape(x, flat), reshaped, 2, 3, 4);
    add("reshape by sizes", (ops, x) -> ops.reshape(x, -1, 4), reshaped, 2, 3, 4);
    add("permute 2 0 1", (ops, x) -> ops.permute(x, 2, 0, 1), permuted(2, 0, 1), 2, 3, 4);
    add(
        "permute 3 1 0 2",
        (ops, x) -> ops.permute(x, 3, 1, 0, 2),
        permuted(3, 1, 0, 2),
        2,
        3,
        4,
        5);
    add("transpose", (ops, x) -> ops.transpose(x), permuted(0, 2, 1), 2, 3, 4);
    add("transpose 0 -1", (ops, x) -> ops.transpose(x, 0, -1), permuted(2, 1, 0), 2, 3, 4);
    add("nhwcToNchw", Ops::nhwcToNchw, permuted(0, 3, 1, 2), 2, 3, 4, 5);
    add("nchwToNhwc", Ops::nchwToNhwc, permuted(0, 2, 3, 1), 2, 3, 4, 5);
    add("hwioToOihw", Ops::hwioToOihw, permuted(3, 2, 0, 1), 2, 3, 4, 5);
    broadcast(Shape.of(3, 4));
    broadcast(Shape.of(3, 4), 4);
    broadcast(Shape.of(2, 3, 4), 3, 1);
    broadcast(Shape.of(2, 3, 4, 5), 2, 1, 4, 1);
    broadcast(Shape.of(0), 1);
  }

  private void broadcast(Shape to, int... dims) {
    add(
        "broadcast to " + to,
        (ops, x) -> ops.broadcast(x, to),
        x -> MovementReference.broadcast(x, to),
        dims);
  }

  private void parts() {
    for (MovementCases.Part part : MovementCases.PARTS) {
      add(
          "slice " + part.given(),
          (ops, x) -> ops.slice(x, part.asGiven()),
          x -> MovementReference.slice(x, part.asResolved()),
          part.shape().dims());
      add(
          "sliceScatter of 3 at " + part.given(),
          (ops, x) -> ops.sliceScatter(x, 3, part.asGiven()),
          x ->
              MovementReference.sliceScatter(
                  x, DoubleTensor.full(Shape.scalar(), 3), part.asResolved()),
          part.shape().dims());
      DoubleTensor x = inputs.reals(part.shape());
      scatter(part, x, inputs.reals(Shape.scalar()));
      scatter(part, x, inputs.reals(MovementReference.slice(x, part.asResolved()).shape()));
    }
  }

  private void scatter(MovementCases.Part part, DoubleTensor x, DoubleTensor source) {
    cases.add(
        GradientCase.of(
            "sliceScatter",
            part.given().toString(),
            (ops, in) -> ops.sliceScatter(in[0], in[1], part.asGiven()),
            in -> MovementReference.sliceScatter(in[0], in[1], part.asResolved()),
            x,
            source));
  }

  private void pads() {
    pad(1, new Pad[] {Pad.of(2, 3)}, 5);
    pad(0, new Pad[] {new Pad(0, 1, 2), new Pad(1, 0, 3)}, 3, 4);
    pad(2, new Pad[] {Pad.of(1, 1), new Pad(0, 2, 5)}, 2, 1);
    pad(0, new Pad[] {new Pad(2, 1, 5), Pad.NONE}, 0, 3);
    add(
        "pad an image",
        (ops, x) -> ops.pad(x, Padding.of(1, 2, 3, 0)),
        x -> MovementReference.pad(x, 0, Pad.NONE, Pad.of(1, 3), Pad.of(2, 0)),
        2,
        3,
        4);
  }

  private void pad(float value, Pad[] pads, int... dims) {
    add(
        "pad " + List.of(pads),
        (ops, x) -> ops.pad(x, value, pads),
        x -> MovementReference.pad(x, value, pads),
        dims);
  }

  private void flips() {
    add("flip 1", (ops, x) -> ops.flip(x, 1), x -> MovementReference.flip(x, 1), 2, 3, 4);
    add("flip all", (ops, x) -> ops.flip(x), x -> MovementReference.flip(x, 0, 1, 2), 2, 3, 4);
  }

  private void joins() {
    DoubleTensor a = inputs.reals(Shape.of(2, 3));
    DoubleTensor b = inputs.reals(Shape.of(2, 0));
    DoubleTensor c = inputs.reals(Shape.of(2, 5));
    cases.add(
        GradientCase.of(
            "concat",
            "axis 1",
            (ops, in) -> ops.concat(List.of(in), 1),
            in -> MovementReference.concat(List.of(in), 1),
            a,
            b,
            c));
    cases.add(
        GradientCase.of(
            "concat",
            "axis 0, one tensor twice",
            (ops, in) -> ops.concat(0, in[0], in[1], in[0]),
            in -> MovementReference.concat(List.of(in[0], in[1], in[0]), 0),
            a,
            inputs.reals(Shape.of(1, 3))));
  }
}
