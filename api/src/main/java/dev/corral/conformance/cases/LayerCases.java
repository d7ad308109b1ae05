package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Layers with parameters: every activation, with and without bias. */
final class LayerCases {
  private static final List<Conv2dOptions> OPTIONS =
      List.of(
          Conv2dOptions.DEFAULT,
          Conv2dOptions.DEFAULT.padding(Padding.same()).stride(2, 3),
          Conv2dOptions.DEFAULT.groups(2).padding(Padding.of(1, 0, 2, 1)),
          Conv2dOptions.DEFAULT.dilation(2, 1).padding(1));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private LayerCases(long seed) {
    inputs = new Inputs(seed + 9);
  }

  static List<OpCase> all(long seed) {
    LayerCases all = new LayerCases(seed);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      for (Activation activation : Activation.values()) {
        for (boolean bias : new boolean[] {false, true}) {
          for (Conv2dOptions o : OPTIONS) {
            all.conv2d(kind, new Conv2dSpec(4, 6, 3, 2, o, bias, activation));
          }
          LinearSpec linear = new LinearSpec(7, 5, bias, activation);
          all.linear(kind, linear, Shape.of(3, 7));
          all.linear(kind, linear, Shape.of(2, 3, 7));
          all.linear(kind, linear, Shape.of(0, 7));
        }
      }
    }
    return all.cases;
  }

  private List<DoubleTensor> parameters(Inputs.Kind kind, Iterable<Shape> shapes) {
    List<DoubleTensor> parameters = new ArrayList<>();
    shapes.forEach(shape -> parameters.add(inputs.of(kind, shape)));
    return parameters;
  }

  private static DoubleTensor[] all(DoubleTensor x, List<DoubleTensor> parameters) {
    return Stream.concat(Stream.of(x), parameters.stream()).toArray(DoubleTensor[]::new);
  }

  private void conv2d(Inputs.Kind kind, Conv2dSpec spec) {
    DoubleTensor x = inputs.of(kind, Shape.of(2, 4, 7, 6));
    List<DoubleTensor> parameters = parameters(kind, spec.parameterShapes().values());
    cases.add(
        OpCase.of(
            "apply",
            spec + " " + kind,
            (ops, in) -> ops.apply(spec, in[0], List.of(in).subList(1, in.length)),
            () -> LayerReference.conv2d(spec, x, parameters),
            all(x, parameters)));
  }

  private void linear(Inputs.Kind kind, LinearSpec spec, Shape input) {
    DoubleTensor x = inputs.of(kind, input);
    List<DoubleTensor> parameters = parameters(kind, spec.parameterShapes().values());
    cases.add(
        OpCase.of(
            "apply",
            spec + " " + kind,
            (ops, in) -> ops.apply(spec, in[0], List.of(in).subList(1, in.length)),
            () -> LayerReference.linear(spec, x, parameters),
            all(x, parameters)));
  }
}
