package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.WindowReference;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/** The columns of windows, and the way back. */
final class WindowCases {
  record Geometry(Shape image, Window window) {}

  static final List<Geometry> TABLE =
      List.of(
          new Geometry(Shape.of(1, 1, 3, 3), Window.of(2, 2)),
          new Geometry(Shape.of(2, 3, 5, 7), Window.of(3, 2).stride(2, 3)),
          new Geometry(Shape.of(2, 3, 5, 7), Window.of(5, 7)),
          new Geometry(Shape.of(2, 2, 4, 5), Window.of(2, 3).padding(Padding.of(1, 0, 2, 3))),
          new Geometry(Shape.of(1, 2, 9, 8), Window.of(3, 2).dilation(2, 3)),
          new Geometry(Shape.of(1, 2, 7, 6), Window.of(4, 2).padding(Padding.same())),
          new Geometry(Shape.of(1, 2, 7, 6), Window.of(2, 3).stride(3, 2).padding(Padding.same())),
          new Geometry(
              Shape.of(2, 2, 9, 11),
              Window.of(3, 2).stride(2, 3).dilation(2, 3).padding(Padding.of(3, 1, 0, 2))),
          new Geometry(Shape.of(1, 1, 5, 5), Window.of(1, 1).stride(2, 3)),
          new Geometry(Shape.of(1, 1, 2, 2), Window.of(2, 2).padding(Padding.of(3, 3, 3, 3))),
          new Geometry(Shape.of(1, 1, 2, 2), Window.of(3, 3)),
          new Geometry(Shape.of(0, 2, 4, 4), Window.of(2, 2)),
          new Geometry(Shape.of(2, 0, 4, 4), Window.of(2, 2)),
          new Geometry(Shape.of(2, 1, 0, 3), Window.of(2, 2).padding(Padding.of(1, 1))));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private WindowCases(long seed) {
    inputs = new Inputs(seed + 7);
  }

  static List<OpCase> all(long seed) {
    WindowCases all = new WindowCases(seed);
    TABLE.forEach(all::im2col);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      TABLE.forEach(geometry -> all.col2im(kind, geometry));
    }
    return all.cases;
  }

  private void im2col(Geometry g) {
    DoubleTensor x = inputs.mixed(g.image);
    cases.add(
        OpCase.of(
            "im2col",
            JavaText.of(g.window),
            (ops, in) -> ops.im2col(in[0], g.window),
            () -> Expectation.within(WindowReference.im2col(x, g.window), zeros(x, g.window)),
            x));
  }

  private static DoubleTensor zeros(DoubleTensor x, Window window) {
    return DoubleTensor.full(WindowReference.im2col(x, window).shape(), 0);
  }

  private void col2im(Inputs.Kind kind, Geometry g) {
    Shape shape = WindowReference.im2col(DoubleTensor.full(g.image, 0), g.window).shape();
    DoubleTensor columns = inputs.of(kind, shape);
    cases.add(
        OpCase.of(
            "col2im",
            "to " + g.image + " " + JavaText.of(g.window) + " " + kind,
            (ops, in) -> ops.col2im(in[0], g.image, g.window),
            () -> WindowReference.col2im(columns, g.image, g.window).expectation(),
            columns));
  }
}
