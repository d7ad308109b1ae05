package dev.corral.conformance.cases;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A backend's own layers against their composed forms, backward too, and what they keep. */
final class LayerChecks {
  private static final double TOLERANCE = 1e-5;

  private final Inputs inputs;
  private final List<Check> checks = new ArrayList<>();

  private LayerChecks(long seed) {
    inputs = new Inputs(seed + 22);
  }

  static Stream<Check> all(long seed) {
    LayerChecks all = new LayerChecks(seed);
    for (LayerCases.Application a : LayerCases.APPLICATIONS) {
      all.backward(Inputs.Kind.REALS, a);
      if (!a.saturates()) {
        all.backward(Inputs.Kind.INTEGERS, a);
      }
      all.stateless(a);
    }
    all.checks.add(new Check("layers.605", "a description of the kit's own", LayerChecks::unknown));
    return all.checks.stream();
  }

  private List<DoubleTensor> arguments(Inputs.Kind kind, LayerCases.Application a) {
    List<DoubleTensor> arguments = new ArrayList<>();
    arguments.add(inputs.of(kind, a.input()));
    a.spec().parameterShapes().values().forEach(s -> arguments.add(inputs.of(kind, s)));
    return arguments;
  }

  /** Something that computes a layer: its composed form, or what the backend has for it. */
  private interface Form {
    Tensor apply(Ops ops, LayerSpec spec, Tensor x, List<Tensor> parameters);
  }

  private static List<Tensor> rest(Tensor... x) {
    return Arrays.asList(x).subList(1, x.length);
  }

  private void backward(Inputs.Kind kind, LayerCases.Application a) {
    List<DoubleTensor> arguments = arguments(kind, a);
    Shape output = a.spec().outputShape(a.input());
    DoubleTensor weights = inputs.of(kind, output);
    for (int i = 0; i < arguments.size(); i++) {
      int by = i;
      String name =
          by == 0 ? "input" : List.copyOf(a.spec().parameterShapes().keySet()).get(by - 1);
      String title =
          "gradient by the "
              + name
              + " of "
              + OpCase.title("apply", JavaText.of(a.spec()) + " " + kind, arguments);
      checks.add(
          new Check(
              by == 0 ? "layers.602" : "layers.603",
              title,
              subject ->
                  subject.inScope(
                      scope ->
                          agrees(
                              scope, OpCase.repeat(title, arguments), a, arguments, weights, by))));
    }
  }

  private static void agrees(
      Scope scope,
      String repeat,
      LayerCases.Application a,
      List<DoubleTensor> arguments,
      DoubleTensor weights,
      int by) {
    Form composed = (ops, spec, x, p) -> spec.resolve(x.shape()).compose(ops, x, p);
    DoubleTensor expected = DoubleTensor.of(gradient(scope, composed, a, arguments, weights, by));
    double largest = Arrays.stream(expected.toArray()).map(Math::abs).max().orElse(0);
    DoubleTensor bound = expected.map(g -> TOLERANCE * (largest + Math.abs(g)));
    Mismatch.require(
        repeat,
        () ->
            Expectation.within(expected, bound)
                .mismatch(gradient(scope, Ops::apply, a, arguments, weights, by)));
  }

  private static Tensor gradient(
      Scope scope,
      Form form,
      LayerCases.Application a,
      List<DoubleTensor> arguments,
      DoubleTensor weights,
      int by) {
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    Tensor[] x = OpCase.put(scope.ops(), arguments);
    Tensor y = form.apply(ops, a.spec(), x[0], rest(x));
    Tensor loss = ops.sum(ops.mul(y, OpCase.put(scope.ops(), weights)));
    return recording.gradients(loss, x).get(by);
  }

  /** Backward through one application after another has run, which nothing of it may show. */
  private void stateless(LayerCases.Application a) {
    List<DoubleTensor> first = arguments(Inputs.Kind.REALS, a);
    List<DoubleTensor> other = arguments(Inputs.Kind.REALS, a);
    String title = OpCase.title("apply", JavaText.of(a.spec()), first);
    checks.add(
        new Check(
            "layers.604",
            title,
            subject ->
                subject.inScope(
                    scope -> {
                      List<Values> alone = applied(scope, a.spec(), first, List.of());
                      List<Values> among = applied(scope, a.spec(), first, other);
                      for (int i = 0; i < alone.size(); i++) {
                        Values expected = alone.get(i);
                        Values found = among.get(i);
                        Mismatch.require(
                            OpCase.repeat(title, first)
                                + System.lineSeparator()
                                + "    then apply it to other values, then take "
                                + (i == 0 ? "the output" : "the gradient by argument " + (i - 1)),
                            () -> found.differenceFrom(expected));
                      }
                    })));
  }

  /** The output and all gradients, other arguments applied in between if there are any. */
  private static List<Values> applied(
      Scope scope, LayerSpec spec, List<DoubleTensor> arguments, List<DoubleTensor> between) {
    Recording recording = Recording.in(scope);
    Tensor[] x = OpCase.put(scope.ops(), arguments);
    Tensor y = recording.ops().apply(spec, x[0], rest(x));
    if (!between.isEmpty()) {
      Tensor[] other = OpCase.put(scope.ops(), between);
      recording.ops().apply(spec, other[0], rest(other));
    }
    Tensor loss = recording.ops().sum(recording.ops().square(y));
    List<Values> values = new ArrayList<>();
    values.add(Values.of(y));
    recording.gradients(loss, x).forEach(g -> values.add(Values.of(g)));
    return values;
  }

  /** A layer that no backend has heard of: x · scale. */
  private record Scaled(int features) implements LayerSpec {
    @Override
    public Map<String, Shape> parameterShapes() {
      return Map.of("scale", Shape.of(features));
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Tensor compose(TensorOps ops, Tensor input, List<Tensor> parameters) {
      return ops.mul(input, parameters.get(0));
    }
  }

  private static void unknown(Subject subject) {
    subject.inScope(
        scope -> {
          Scaled spec = new Scaled(3);
          Mismatch.require(
              "layer(" + spec + ")",
              scope.unchecked().layer(spec).isEmpty(),
              "it offers a layer for a description that it cannot know, expected none");
          DoubleTensor x = DoubleTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
          DoubleTensor scale = DoubleTensor.of(Shape.of(3), 1, 10, 100);
          DoubleTensor expected = DoubleTensor.of(Shape.of(2, 3), 1, 20, 300, 4, 50, 600);
          OpCase.of(
                  "apply",
                  spec.toString(),
                  (ops, in) -> ops.apply(spec, in[0], List.of(in[1])),
                  () -> Expectation.exactly(expected),
                  x,
                  scale)
              .runOn(scope.ops());
        });
  }
}
