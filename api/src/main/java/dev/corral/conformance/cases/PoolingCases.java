package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pooling and its gradients with every option. */
final class PoolingCases {
  record Geometry(Shape image, Pool2dOptions options) {
    Shape output() {
      return pooled().shape();
    }

    private DoubleTensor pooled() {
      return PoolingReference.maxPool2d(DoubleTensor.full(image, 0), options);
    }

    /** Whether there is an output and every window sees an element of the image. */
    boolean legal() {
      return output().size() > 0 && Arrays.stream(pooled().toArray()).noneMatch(Double::isInfinite);
    }
  }

  static final List<Geometry> TABLE =
      List.of(
          of(Shape.of(1, 1, 4, 4), Window.of(2, 2).stride(2, 2)),
          of(Shape.of(2, 3, 7, 5), Window.of(3, 2)),
          of(Shape.of(2, 3, 7, 5), Window.of(7, 5)),
          of(Shape.of(1, 2, 5, 7), Window.of(1, 1).stride(2, 3)),
          of(Shape.of(2, 2, 9, 8), Window.of(2, 3).stride(3, 4)),
          of(Shape.of(1, 2, 5, 4), Window.of(3, 2).padding(Padding.of(2, 0, 1, 1))),
          of(Shape.of(2, 2, 9, 11), Window.of(3, 2).dilation(2, 3).stride(1, 2)),
          of(Shape.of(1, 1, 7, 6), Window.of(3, 2).dilation(2, 3).padding(Padding.of(2, 1, 0, 2))),
          of(Shape.of(1, 2, 7, 6), Window.of(2, 3).stride(2, 3).padding(Padding.same())),
          of(Shape.of(1, 1, 1, 1), Window.of(1, 1)),
          of(Shape.of(0, 2, 4, 4), Window.of(2, 2)),
          of(Shape.of(2, 0, 4, 4), Window.of(2, 2)));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private PoolingCases(long seed) {
    inputs = new Inputs(seed + 8);
  }

  private static Geometry of(Shape image, Window window) {
    return new Geometry(image, Pool2dOptions.of(window));
  }

  static List<OpCase> all(long seed) {
    PoolingCases all = new PoolingCases(seed);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      for (Geometry g : TABLE) {
        for (boolean ceilMode : new boolean[] {false, true}) {
          for (boolean includePad : new boolean[] {false, true}) {
            Pool2dOptions options = g.options.ceilMode(ceilMode).countIncludePad(includePad);
            all.forms(kind, new Geometry(g.image, options));
          }
        }
      }
      all.random(kind, seed, 60);
      Window aside = Window.of(2, 1).padding(Padding.of(3, 2));
      all.average(
          kind, new Geometry(Shape.of(1, 2, 3, 2), Pool2dOptions.of(aside).countIncludePad(true)));
    }
    all.special();
    return all.cases;
  }

  private void random(Inputs.Kind kind, long seed, int count) {
    Inputs in = new Inputs(seed + 88);
    int drawn = 0;
    while (drawn < count) {
      Window window =
          Window.of(in.between(1, 4), in.between(1, 4))
              .stride(in.between(1, 4), in.between(1, 4))
              .dilation(in.between(1, 2), in.between(1, 2))
              .padding(
                  Padding.of(
                      in.between(0, 2), in.between(0, 2), in.between(0, 2), in.between(0, 2)));
      Pool2dOptions options =
          new Pool2dOptions(window, in.between(0, 1) == 1, in.between(0, 1) == 1);
      Shape image =
          Shape.of(in.between(1, 2), in.between(1, 2), in.between(1, 9), in.between(1, 9));
      Geometry next = new Geometry(image, options);
      if (next.legal()) {
        forms(kind, next);
        drawn++;
      }
    }
  }

  private void forms(Inputs.Kind kind, Geometry g) {
    maximum(kind.toString(), inputs.of(kind, g.image), g.options);
    maximumGradient(kind.toString(), inputs.of(kind, g.image), g);
    average(kind, g);
  }

  private void maximum(String kind, DoubleTensor x, Pool2dOptions options) {
    cases.add(maximumOf(kind, x, options));
  }

  static OpCase maximumOf(String kind, DoubleTensor x, Pool2dOptions options) {
    return OpCase.of(
        "maxPool2d",
        JavaText.of(options) + " " + kind,
        (ops, in) -> ops.maxPool2d(in[0], options),
        () -> Expectation.exactly(PoolingReference.maxPool2d(x, options)),
        x);
  }

  private void maximumGradient(String kind, DoubleTensor x, Geometry g) {
    DoubleTensor gradient = inputs.integers(g.output());
    cases.add(
        OpCase.of(
            "maxPool2dGradient",
            JavaText.of(g.options) + " " + kind,
            (ops, in) ->
                ops.maxPool2dGradient(in[0], ops.maxPool2d(in[0], g.options), in[1], g.options),
            () -> PoolingReference.maxPool2dGradient(x, gradient, g.options).expectation(),
            x,
            gradient));
  }

  private void average(Inputs.Kind kind, Geometry g) {
    DoubleTensor x = inputs.of(kind, g.image);
    DoubleTensor gradient = inputs.of(kind, g.output());
    cases.add(average(kind.name(), x, g.options));
    cases.add(
        OpCase.of(
            "avgPool2dGradient",
            "of " + g.image + " " + JavaText.of(g.options) + " " + kind,
            (ops, in) -> ops.avgPool2dGradient(g.image, in[0], g.options),
            () -> PoolingReference.avgPool2dGradient(g.image, gradient, g.options).expectation(),
            gradient));
  }

  /**
   * NaN wins, −0 is below 0, and the padding does not win even against −∞. A mean is non-finite
   * where its window holds something non-finite, and nowhere else.
   */
  private void special() {
    Geometry g = of(Shape.of(2, 2, 6, 7), Window.of(3, 2).padding(Padding.of(1, 1)).stride(2, 1));
    maximum("special values", inputs.mixed(g.image), g.options);
    maximum("special values", inputs.mixed(g.image), g.options.ceilMode(true));
    DoubleTensor lowest = DoubleTensor.full(g.image, Double.NEGATIVE_INFINITY);
    maximum("-infinity", lowest, g.options);
    maximumGradient("-infinity", lowest, g);
    cases.add(average("special values", inputs.mixed(g.image), g.options));
  }

  static OpCase average(String kind, DoubleTensor x, Pool2dOptions options) {
    return OpCase.of(
        "avgPool2d",
        JavaText.of(options) + " " + kind,
        (ops, in) -> ops.avgPool2d(in[0], options),
        () -> PoolingReference.avgPool2d(x, options).expectation(),
        x);
  }
}
