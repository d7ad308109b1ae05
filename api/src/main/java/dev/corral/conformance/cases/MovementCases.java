package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Operations that move elements, on values of every kind: not one bit may change. */
final class MovementCases {
  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private MovementCases(long seed) {
    inputs = new Inputs(seed + 4);
  }

  static List<OpCase> all(long seed) {
    MovementCases all = new MovementCases(seed);
    all.reshapes();
    all.permutations();
    all.layouts();
    all.slices();
    all.scatters();
    all.pads();
    all.flips();
    all.broadcasts();
    all.concatenations();
    return all.cases;
  }

  private DoubleTensor values(int... dims) {
    return inputs.mixed(Shape.of(dims));
  }

  private void add(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Supplier<DoubleTensor> expected,
      DoubleTensor... x) {
    cases.add(OpCase.of(op, options, call, () -> Expectation.exactly(expected.get()), x));
  }

  private void reshapes() {
    reshape(values(2, 6), Shape.of(3, 4), 3, 4);
    reshape(values(2, 6), Shape.of(12), -1);
    reshape(values(2, 3, 4), Shape.of(4, 6), 4, -1);
    reshape(values(1), Shape.scalar());
    reshape(inputs.mixed(Shape.scalar()), Shape.of(1, 1, 1), 1, -1, 1);
    reshape(values(0, 3), Shape.of(5, 0), 5, 0);
    reshape(values(64), Shape.of(2, 2, 2, 2, 2, 2), 2, 2, 2, 2, 2, 2);
  }

  private void reshape(DoubleTensor x, Shape shape, int... dims) {
    add(
        "reshape",
        "to " + shape,
        (ops, in) -> ops.reshape(in[0], shape),
        () -> MovementReference.reshape(x, shape),
        x);
    add(
        "reshape",
        "to " + Arrays.toString(dims),
        (ops, in) -> ops.reshape(in[0], dims),
        () -> MovementReference.reshape(x, shape),
        x);
  }

  private void permutations() {
    for (int[] axes :
        new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
      permute(values(2, 3, 5), axes);
    }
    permute(inputs.mixed(Shape.scalar()));
    permute(values(7), 0);
    permute(values(17, 33), 1, 0);
    permute(values(2, 0, 3), 2, 0, 1);
    permute(values(2, 3, 5, 7), 3, 1, 0, 2);
    permute(values(2, 1, 3, 2, 1, 4), 5, 3, 1, 4, 2, 0);
    DoubleTensor x = values(2, 3, 5);
    add(
        "permute",
        "axes [-1, 0, -2]",
        (ops, in) -> ops.permute(in[0], -1, 0, -2),
        () -> MovementReference.permute(x, 2, 0, 1),
        x);
    add(
        "transpose",
        "",
        (ops, in) -> ops.transpose(in[0]),
        () -> MovementReference.permute(x, 0, 2, 1),
        x);
    add(
        "transpose",
        "axes 0 and -1",
        (ops, in) -> ops.transpose(in[0], 0, -1),
        () -> MovementReference.permute(x, 2, 1, 0),
        x);
  }

  private void permute(DoubleTensor x, int... axes) {
    add(
        "permute",
        "axes " + Arrays.toString(axes),
        (ops, in) -> ops.permute(in[0], axes),
        () -> MovementReference.permute(x, axes),
        x);
  }

  private void layouts() {
    DoubleTensor image = values(2, 3, 5, 7);
    add(
        "nhwcToNchw",
        "",
        (ops, in) -> ops.nhwcToNchw(in[0]),
        () -> MovementReference.permute(image, 0, 3, 1, 2),
        image);
    add(
        "nchwToNhwc",
        "",
        (ops, in) -> ops.nchwToNhwc(in[0]),
        () -> MovementReference.permute(image, 0, 2, 3, 1),
        image);
    add(
        "hwioToOihw",
        "",
        (ops, in) -> ops.hwioToOihw(in[0]),
        () -> MovementReference.permute(image, 3, 2, 0, 1),
        image);
  }

  /** A slice as users write it and as it is resolved. */
  record Part(Shape shape, List<Slice> given, List<Slice> resolved) {
    Slice[] asGiven() {
      return given.toArray(Slice[]::new);
    }

    Slice[] asResolved() {
      return resolved.toArray(Slice[]::new);
    }
  }

  static final List<Part> PARTS =
      List.of(
          new Part(Shape.scalar(), List.of(), List.of()),
          new Part(Shape.of(7), List.of(Slice.of(2, 5)), List.of(Slice.of(2, 5))),
          new Part(Shape.of(7), List.of(Slice.from(-3)), List.of(Slice.of(4, 7))),
          new Part(Shape.of(7), List.of(Slice.at(-1)), List.of(Slice.of(6, 7))),
          new Part(Shape.of(7), List.of(Slice.of(1, -1).step(3)), List.of(new Slice(1, 6, 3))),
          new Part(Shape.of(7), List.of(Slice.of(1, 7).step(9)), List.of(new Slice(1, 7, 9))),
          new Part(Shape.of(7), List.of(Slice.of(3, 3)), List.of(Slice.of(3, 3))),
          new Part(Shape.of(0), List.of(Slice.all()), List.of(Slice.of(0, 0))),
          new Part(
              Shape.of(5, 8),
              List.of(Slice.all(), Slice.of(2, 6)),
              List.of(Slice.of(0, 5), Slice.of(2, 6))),
          new Part(
              Shape.of(5, 8), List.of(Slice.of(1, 4)), List.of(Slice.of(1, 4), Slice.of(0, 8))),
          new Part(Shape.of(5, 8), List.of(), List.of(Slice.of(0, 5), Slice.of(0, 8))),
          new Part(
              Shape.of(4, 5, 7),
              List.of(Slice.from(1).step(2), Slice.at(2), Slice.of(0, -1).step(2)),
              List.of(new Slice(1, 4, 2), Slice.of(2, 3), new Slice(0, 6, 2))),
          new Part(
              Shape.of(2, 3, 2, 1, 3, 2),
              List.of(Slice.at(1), Slice.from(1), Slice.all(), Slice.all(), Slice.of(0, 2)),
              List.of(
                  Slice.of(1, 2),
                  Slice.of(1, 3),
                  Slice.of(0, 2),
                  Slice.of(0, 1),
                  Slice.of(0, 2),
                  Slice.of(0, 2))));

  private void slices() {
    PARTS.forEach(part -> slice(part, inputs.mixed(part.shape)));
  }

  private void slice(Part part, DoubleTensor x) {
    add(
        "slice",
        part.given.toString(),
        (ops, in) -> ops.slice(in[0], part.asGiven()),
        () -> MovementReference.slice(x, part.asResolved()),
        x);
  }

  private void scatters() {
    for (Part part : PARTS) {
      DoubleTensor x = inputs.mixed(part.shape);
      Shape taken = MovementReference.slice(x, part.asResolved()).shape();
      scatter(part, x, inputs.mixed(taken));
      scatter(part, x, inputs.mixed(Shape.scalar()));
      add(
          "sliceScatter",
          part.given + " by 0",
          (ops, in) -> ops.sliceScatter(in[0], 0, part.asGiven()),
          () ->
              MovementReference.sliceScatter(
                  x, DoubleTensor.full(Shape.scalar(), 0), part.asResolved()),
          x);
    }
    Part rows = PARTS.get(PARTS.size() - 2);
    scatter(rows, inputs.mixed(rows.shape), values(2, 1, 1));
    scatter(rows, inputs.mixed(rows.shape), values(3));
  }

  private void scatter(Part part, DoubleTensor x, DoubleTensor source) {
    add(
        "sliceScatter",
        part.given.toString(),
        (ops, in) -> ops.sliceScatter(in[0], in[1], part.asGiven()),
        () -> MovementReference.sliceScatter(x, source, part.asResolved()),
        x,
        source);
  }

  private void pads() {
    pad(inputs.mixed(Shape.scalar()), 7);
    pad(values(5), 0, Pad.of(2, 3));
    pad(values(5), -0.0, new Pad(1, 0, 2));
    pad(values(0), Double.NaN, new Pad(2, 1, 5));
    pad(values(1), 3, new Pad(0, 0, 4));
    pad(values(3, 4), Double.NEGATIVE_INFINITY, Pad.NONE, new Pad(2, 0, 1));
    pad(values(3, 4), 1.5, new Pad(0, 2, 3), Pad.of(1, 0));
    pad(values(2, 0, 3), 1, Pad.of(1, 0), Pad.of(1, 1), Pad.NONE);
    pad(values(2, 3, 2, 3), 1, new Pad(1, 0, 1), Pad.of(0, 2), new Pad(2, 1, 3), Pad.NONE);
    DoubleTensor x = values(2, 3, 4);
    add(
        "pad",
        "only the first axis by 9",
        (ops, in) -> ops.pad(in[0], 9, Pad.of(1, 2)),
        () -> MovementReference.pad(x, 9, Pad.of(1, 2), Pad.NONE, Pad.NONE),
        x);
    add(
        "pad",
        "image top 1, left 2, bottom 3, right 4",
        (ops, in) -> ops.pad(in[0], Padding.of(1, 2, 3, 4)),
        () -> MovementReference.pad(x, 0, Pad.NONE, Pad.of(1, 3), Pad.of(2, 4)),
        x);
  }

  private void pad(DoubleTensor x, double value, Pad... pads) {
    add(
        "pad",
        "by " + value + " " + Arrays.toString(pads),
        (ops, in) -> ops.pad(in[0], (float) value, pads),
        () -> MovementReference.pad(x, value, pads),
        x);
  }

  private void flips() {
    flip(inputs.mixed(Shape.scalar()));
    flip(values(7), 0);
    flip(values(0), 0);
    flip(values(3, 5), 0);
    flip(values(3, 5), 1);
    flip(values(2, 3, 4), 0, 2);
    flip(values(2, 3, 2, 1, 3, 2), 0, 1, 4);
    DoubleTensor x = values(2, 3, 4);
    add(
        "flip",
        "all axes",
        (ops, in) -> ops.flip(in[0]),
        () -> MovementReference.flip(x, 0, 1, 2),
        x);
    add(
        "flip",
        "axes [-1, 0]",
        (ops, in) -> ops.flip(in[0], -1, 0),
        () -> MovementReference.flip(x, 0, 2),
        x);
  }

  private void flip(DoubleTensor x, int... axes) {
    add(
        "flip",
        "axes " + Arrays.toString(axes),
        (ops, in) -> ops.flip(in[0], axes),
        () -> MovementReference.flip(x, axes),
        x);
  }

  private void broadcasts() {
    broadcast(inputs.mixed(Shape.scalar()), 2, 3);
    broadcast(inputs.mixed(Shape.scalar()));
    broadcast(values(4), 3, 4);
    broadcast(values(3), 3, 3);
    broadcast(values(2, 3), 2, 2, 3);
    broadcast(values(3, 1), 2, 3, 4);
    broadcast(values(1, 3, 1, 2), 5, 3, 4, 2);
    broadcast(values(1), 0);
    broadcast(values(2, 0), 3, 2, 0);
    broadcast(values(2, 1, 1, 3, 1), 2, 2, 3, 1, 3, 2);
  }

  private void broadcast(DoubleTensor x, int... dims) {
    Shape shape = Shape.of(dims);
    add(
        "broadcast",
        "to " + shape,
        (ops, in) -> ops.broadcast(in[0], shape),
        () -> MovementReference.broadcast(x, shape),
        x);
  }

  private void concatenations() {
    concat(0, 0, values(5));
    concat(0, 0, values(2), values(0), values(3));
    concat(1, 1, values(2, 3), values(2, 1), values(2, 5));
    concat(0, -2, values(2, 3), values(1, 3));
    concat(2, -1, values(2, 0, 3), values(2, 0, 1));
    concat(3, 3, values(2, 1, 3, 2, 2), values(2, 1, 3, 4, 2));
  }

  private void concat(int axis, int axisAsGiven, DoubleTensor... tensors) {
    add(
        "concat",
        "axis " + axisAsGiven,
        (ops, in) -> ops.concat(List.of(in), axisAsGiven),
        () -> MovementReference.concat(List.of(tensors), axis),
        tensors);
    add(
        "concat",
        "axis " + axisAsGiven + ", short form",
        (ops, in) -> ops.concat(axisAsGiven, in),
        () -> MovementReference.concat(List.of(tensors), axis),
        tensors);
  }

  /** Each word that moves elements, once, on a tensor whose first axis has 3 or more elements. */
  static List<OpCase> ofEachWord(String kind, DoubleTensor x) {
    MovementCases words = new MovementCases(0);
    Shape s = x.shape();
    int last = s.rank() - 1;
    words.reshape(x, Shape.of(s.size()), s.size());
    words.permute(x, IntStream.rangeClosed(0, last).map(axis -> last - axis).toArray());
    words.flip(x, last);
    words.broadcast(x, IntStream.concat(IntStream.of(2), Arrays.stream(s.dims())).toArray());
    Pad[] pads = new Pad[s.rank()];
    Arrays.fill(pads, new Pad(0, 2, 1));
    pads[0] = Pad.of(1, 0);
    words.pad(x, -0.0, pads);
    words.concat(last, last, x, x);
    Slice[] resolved = new Slice[s.rank()];
    Arrays.setAll(resolved, axis -> Slice.of(0, s.dim(axis)));
    resolved[0] = Slice.of(1, 3);
    Part part = new Part(s, List.of(Slice.of(1, 3)), List.of(resolved));
    words.slice(part, x);
    words.scatter(part, x, MovementReference.slice(x, part.asResolved()));
    return words.cases.stream().map(c -> c.on(kind)).toList();
  }
}
