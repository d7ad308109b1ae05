package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LayerSpec;
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

  /** A description and the shape of an input that it takes. */
  record Application(LayerSpec spec, Shape input) {
    /** Whether large inputs leave nothing of the derivative but the rounding of the output. */
    boolean saturates() {
      Activation activation =
          spec instanceof Conv2dSpec conv ? conv.activation() : ((LinearSpec) spec).activation();
      return activation == Activation.SIGMOID || activation == Activation.TANH;
    }
  }

  /** Every activation, with and without bias, with every option. */
  static final List<Application> APPLICATIONS = applications();

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private LayerCases(long seed) {
    inputs = new Inputs(seed + 9);
  }

  private static List<Application> applications() {
    List<Application> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (boolean bias : new boolean[] {false, true}) {
        for (Conv2dOptions o : OPTIONS) {
          Conv2dSpec conv = new Conv2dSpec(4, 6, 3, 2, o, bias, activation);
          all.add(new Application(conv, Shape.of(2, 4, 7, 6)));
        }
        Conv2dOptions around = Conv2dOptions.DEFAULT.padding(1);
        Conv2dSpec square = new Conv2dSpec(3, 5, 3, 3, around, bias, activation);
        all.add(new Application(square, Shape.of(2, 3, 5, 8)));
        LinearSpec linear = new LinearSpec(7, 5, bias, activation);
        all.add(new Application(linear, Shape.of(3, 7)));
        all.add(new Application(linear, Shape.of(2, 3, 7)));
        all.add(new Application(linear, Shape.of(0, 7)));
      }
    }
    return List.copyOf(all);
  }

  static List<OpCase> all(long seed) {
    LayerCases all = new LayerCases(seed);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      APPLICATIONS.forEach(application -> all.apply(kind, application));
    }
    return all.cases;
  }

  private void apply(Inputs.Kind kind, Application application) {
    LayerSpec spec = application.spec;
    DoubleTensor x = inputs.of(kind, application.input);
    List<DoubleTensor> parameters =
        spec.parameterShapes().values().stream().map(shape -> inputs.of(kind, shape)).toList();
    cases.add(
        OpCase.of(
            "apply",
            JavaText.of(spec) + " " + kind,
            (ops, in) -> ops.apply(spec, in[0], List.of(in).subList(1, in.length)),
            () -> reference(spec, x, parameters),
            Stream.concat(Stream.of(x), parameters.stream()).toArray(DoubleTensor[]::new)));
  }

  private static Expectation reference(
      LayerSpec spec, DoubleTensor x, List<DoubleTensor> parameters) {
    return spec instanceof Conv2dSpec conv
        ? LayerReference.conv2d(conv, x, parameters)
        : LayerReference.linear((LinearSpec) spec, x, parameters);
  }
}
