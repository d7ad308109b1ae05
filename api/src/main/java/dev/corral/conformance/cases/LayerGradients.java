package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.conformance.reference.ReductionReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Gradients of layers by input and parameters, and of a whole network. */
final class LayerGradients {
  private final Inputs inputs;
  private final List<GradientCase> cases = new ArrayList<>();

  private LayerGradients(long seed) {
    inputs = new Inputs(seed + 14);
  }

  static List<GradientCase> all(long seed) {
    LayerGradients all = new LayerGradients(seed);
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    for (Activation activation : Activation.values()) {
      for (boolean bias : new boolean[] {false, true}) {
        all.conv2d(new Conv2dSpec(2, 3, 2, 3, plain, bias, activation));
        Conv2dOptions grouped = plain.groups(2).stride(2, 1).padding(Padding.same());
        all.conv2d(new Conv2dSpec(2, 4, 3, 2, grouped, bias, activation));
        all.linear(new LinearSpec(4, 3, bias, activation), Shape.of(2, 4));
        all.linear(new LinearSpec(4, 3, bias, activation), Shape.of(2, 3, 4));
      }
    }
    all.network();
    return all.cases;
  }

  private DoubleTensor[] inputs(LayerSpec spec, Shape input) {
    List<DoubleTensor> all = new ArrayList<>();
    all.add(inputs.reals(input));
    spec.parameterShapes().values().forEach(shape -> all.add(inputs.reals(shape)));
    return all.toArray(DoubleTensor[]::new);
  }

  private void add(
      LayerSpec spec, Function<DoubleTensor[], DoubleTensor> formula, DoubleTensor... in) {
    cases.add(
        GradientCase.of(
            "apply", JavaText.of(spec), (ops, x) -> ops.apply(spec, x[0], rest(x)), formula, in));
  }

  /** All but the first. */
  private static <T> List<T> rest(T[] inputs) {
    return Arrays.asList(inputs).subList(1, inputs.length);
  }

  private void conv2d(Conv2dSpec spec) {
    add(
        spec,
        x -> LayerReference.conv2d(spec, x[0], rest(x)).value(),
        inputs(spec, Shape.of(2, 2, 4, 5)));
  }

  private void linear(LinearSpec spec, Shape input) {
    add(spec, x -> LayerReference.linear(spec, x[0], rest(x)).value(), inputs(spec, input));
  }

  /** A small LeNet with its cross-entropy loss, differentiated by image and all parameters. */
  private void network() {
    Shape image = Shape.of(2, 1, 8, 9);
    List<DoubleTensor> in = new ArrayList<>();
    in.add(inputs.reals(image));
    for (LayerSpec spec : Network.LAYERS) {
      spec.parameterShapes().values().forEach(shape -> in.add(inputs.reals(shape)));
    }
    cases.add(
        GradientCase.of(
            "network", "", Network::loss, Network::loss, in.toArray(DoubleTensor[]::new)));
  }

  /** The network twice, in the words of the framework and in those of the reference. */
  private static final class Network {
    static final Conv2dSpec FIRST =
        new Conv2dSpec(
            1, 2, 3, 3, Conv2dOptions.DEFAULT.padding(1), /* bias= */ true, Activation.SIGMOID);
    static final Conv2dSpec SECOND =
        new Conv2dSpec(2, 3, 2, 2, Conv2dOptions.DEFAULT, /* bias= */ true, Activation.RELU);
    static final LinearSpec THIRD = new LinearSpec(6, 5, /* bias= */ true, Activation.TANH);
    static final LinearSpec FOURTH = new LinearSpec(5, 3, /* bias= */ true, Activation.IDENTITY);
    static final List<LayerSpec> LAYERS = List.of(FIRST, SECOND, THIRD, FOURTH);

    private static final Pool2dOptions AVERAGE = Pool2dOptions.of(2, 2);
    private static final Pool2dOptions MAXIMUM = Pool2dOptions.of(Window.of(2, 2).stride(2, 1));
    private static final DoubleTensor LABELS = DoubleTensor.of(Shape.of(2, 3), 0, 1, 0, 0, 0, 1);

    static Tensor loss(Ops ops, Tensor... in) {
      Tensor x = ops.apply(FIRST, in[0], List.of(in[1], in[2]));
      x = ops.avgPool2d(x, AVERAGE);
      x = ops.apply(SECOND, x, List.of(in[3], in[4]));
      x = ops.maxPool2d(x, MAXIMUM);
      x = ops.reshape(x, x.shape().dim(0), -1);
      x = ops.apply(THIRD, x, List.of(in[5], in[6]));
      x = ops.apply(FOURTH, x, List.of(in[7], in[8]));
      return ops.neg(ops.mean(ops.mul(ops.logSoftmax(x, 1), OpCase.put(ops, LABELS))));
    }

    static DoubleTensor loss(DoubleTensor... in) {
      DoubleTensor x = LayerReference.conv2d(FIRST, in[0], List.of(in[1], in[2])).value();
      x = PoolingReference.avgPool2d(x, AVERAGE).value();
      x = LayerReference.conv2d(SECOND, x, List.of(in[3], in[4])).value();
      x = PoolingReference.maxPool2d(x, MAXIMUM);
      int features = x.shape().size() / x.shape().dim(0);
      x = MovementReference.reshape(x, Shape.of(x.shape().dim(0), features));
      x = LayerReference.linear(THIRD, x, List.of(in[5], in[6])).value();
      x = LayerReference.linear(FOURTH, x, List.of(in[7], in[8])).value();
      DoubleTensor logs = ReductionReference.logSoftmax(x, 1).value();
      DoubleTensor chosen = ElementwiseReference.map((log, label) -> log * label, logs, LABELS);
      return ReductionReference.mean(chosen, false, 0, 1).value().map(mean -> -mean);
    }
  }
}
