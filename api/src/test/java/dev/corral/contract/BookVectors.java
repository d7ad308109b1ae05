package dev.corral.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
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
import java.util.List;

/** Runs the worked cases of <em>Dive into Deep Learning</em>, whose attributes are ONNX's. */
final class BookVectors {
  private final Ops ops;
  private final GoldenCase given;

  private BookVectors(Ops ops, GoldenCase given) {
    this.ops = ops;
    this.given = given;
  }

  /** The result of a case that has values. */
  static Tensor run(Ops ops, GoldenCase given) {
    BookVectors vectors = new BookVectors(ops, given);
    return switch (given.op()) {
      case "Conv" ->
          ops.conv2d(given.input(ops, "X"), given.input(ops, "W"), vectors.convolution());
      case "ConvTranspose" ->
          vectors.transposed(given.input(ops, "X"), given.input(ops, "W"), vectors.convolution());
      case "MaxPool" -> ops.maxPool2d(given.input(ops, "X"), vectors.pooling());
      case "AveragePool" -> ops.avgPool2d(given.input(ops, "X"), vectors.pooling());
      default -> throw new IllegalArgumentException("no reading of " + given);
    };
  }

  /** The shape of the result of a case that has shapes only. */
  static Shape shape(Ops ops, GoldenCase given) {
    BookVectors vectors = new BookVectors(ops, given);
    Tensor x = ops.fill(given.shape("input_shape"), 0);
    Tensor w = ops.fill(given.shape("weight_shape"), 0);
    return switch (given.op()) {
      case "Shape:Conv" -> ops.conv2d(x, w, vectors.slide()).shape();
      case "Shape:ConvTranspose" -> vectors.transposed(x, w, vectors.slide()).shape();
      default -> throw new IllegalArgumentException("no reading of " + given);
    };
  }

  private Conv2dOptions slide() {
    int[] strides = given.numbers("strides");
    return Conv2dOptions.DEFAULT.stride(strides[0], strides[1]).padding(pads());
  }

  private Conv2dOptions convolution() {
    int[] dilations = given.numbers("dilations");
    int groups = given.attributes().get("group").getAsInt();
    return slide().dilation(dilations[0], dilations[1]).groups(groups);
  }

  private Padding pads() {
    int[] pads = given.numbers("pads");
    return Padding.of(pads[0], pads[1], pads[2], pads[3]);
  }

  private Tensor transposed(Tensor x, Tensor w, Conv2dOptions options) {
    int[] extra = given.numbers("output_padding");
    return ops.convTranspose2d(x, w, options, extra[0], extra[1]);
  }

  private Pool2dOptions pooling() {
    int[] kernel = given.numbers("kernel_shape");
    int[] strides = given.numbers("strides");
    return Pool2dOptions.of(
        Window.of(kernel[0], kernel[1]).stride(strides[0], strides[1]).padding(pads()));
  }

  /** The shape after each layer of a model, in the order of the case. */
  static List<Shape> modelShapes(Ops ops, GoldenCase given) {
    Tensor x = ops.fill(given.shape("input_shape"), 0);
    List<Shape> shapes = new ArrayList<>();
    for (JsonElement layer : given.json().getAsJsonArray("layers")) {
      x = applied(ops, layer.getAsJsonArray().get(0).getAsString(), x);
      shapes.add(x.shape());
    }
    return shapes;
  }

  static List<Shape> expectedModelShapes(GoldenCase given) {
    List<Shape> shapes = new ArrayList<>();
    for (JsonElement layer : given.json().getAsJsonArray("layers")) {
      JsonArray nameAndShape = layer.getAsJsonArray();
      shapes.add(Shape.of(GoldenCase.ints(nameAndShape.get(1))));
    }
    return shapes;
  }

  /** Applies a layer given in the words of the case, as {@code Conv k5 p2 6}. */
  private static Tensor applied(Ops ops, String layer, Tensor x) {
    List<String> words = List.of(layer.split(" "));
    int outputs = number(words, "", 0);
    int kernel = number(words, "k", 1);
    int inputs = x.shape().dim(1);
    return switch (words.get(0)) {
      case "Conv" ->
          apply(
              ops,
              new Conv2dSpec(
                  inputs,
                  outputs,
                  kernel,
                  kernel,
                  Conv2dOptions.DEFAULT.padding(number(words, "p", 0)),
                  /* bias= */ true,
                  Activation.IDENTITY),
              x);
      case "Linear" ->
          apply(ops, new LinearSpec(inputs, outputs, /* bias= */ true, Activation.IDENTITY), x);
      case "AvgPool" -> {
        int stride = number(words, "s", 1);
        yield ops.avgPool2d(x, Pool2dOptions.of(Window.of(kernel, kernel).stride(stride, stride)));
      }
      case "Sigmoid" -> ops.sigmoid(x);
      case "Flatten" -> ops.reshape(x, x.shape().dim(0), -1);
      default -> throw new IllegalArgumentException("no reading of the layer " + layer);
    };
  }

  /** The number behind a letter among the words of a layer; behind none, the bare number. */
  private static int number(List<String> words, String letter, int otherwise) {
    return words.stream()
        .filter(word -> word.matches(letter + "\\d+"))
        .map(word -> Integer.parseInt(word.substring(letter.length())))
        .findFirst()
        .orElse(otherwise);
  }

  private static Tensor apply(Ops ops, LayerSpec spec, Tensor x) {
    List<Tensor> parameters =
        spec.parameterShapes().values().stream()
            .map(shape -> ops.uniform(shape, -0.1f, 0.1f, 1))
            .toList();
    return ops.apply(spec, x, parameters);
  }

  /** The kernel after so many steps of gradient descent, from a random start. */
  static Tensor trained(Scope scope, GoldenCase given, int steps) {
    Ops outside = scope.ops();
    Tensor x = given.input(outside, "X");
    Tensor y = given.input(outside, "Y");
    Tensor w = outside.uniform(given.shape("weight_shape"), -1, 1, 3);
    float rate = given.attributes().get("lr").getAsFloat();
    for (int step = 0; step < steps; step++) {
      Recording recording = Recording.in(scope);
      Ops ops = recording.ops();
      Tensor loss = ops.sum(ops.square(ops.sub(ops.conv2d(x, w), y)));
      Tensor gradient = recording.gradients(loss, w).get(0);
      w = outside.sub(w, outside.mul(gradient, rate));
    }
    return w;
  }
}
