package dev.corral.contract;

import com.google.gson.JsonElement;
import dev.corral.backend.Ops;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Runs TensorFlow's worked cases, NHWC in and out, through the operations, NCHW. */
final class TensorFlowVectors {
  private final Ops ops;
  private final GoldenCase given;

  private TensorFlowVectors(Ops ops, GoldenCase given) {
    this.ops = ops;
    this.given = given;
  }

  static Tensor run(Ops ops, GoldenCase given) {
    TensorFlowVectors vectors = new TensorFlowVectors(ops, given);
    return switch (given.op()) {
      case "Conv2D" -> vectors.conv2d();
      case "Conv2DBackpropInput" -> vectors.inputGradient();
      case "Conv2DBackpropFilter" -> vectors.filterGradient();
      case "DepthwiseConv2D" -> ops.nchwToNhwc(vectors.depthwise("filter"));
      case "SeparableConv2D" -> vectors.separable();
      case "Conv2DTranspose" -> vectors.transposed();
      case "Conv1D" -> vectors.conv1d();
      default -> throw new IllegalArgumentException("no reading of " + given);
    };
  }

  private Tensor image(String name) {
    return ops.nhwcToNchw(given.input(ops, name));
  }

  private Tensor filter(String name) {
    return ops.hwioToOihw(given.input(ops, name));
  }

  private Conv2dOptions options() {
    int[] strides = given.numbers("strides");
    int[] dilations = given.numbers("dilations");
    return Conv2dOptions.DEFAULT
        .stride(strides[0], strides[1])
        .dilation(dilations[0], dilations[1])
        .padding(padding());
  }

  private Padding padding() {
    JsonElement padding = given.attributes().get("padding");
    if (padding.isJsonArray()) {
      int[] rows = GoldenCase.ints(padding.getAsJsonArray().get(0));
      int[] columns = GoldenCase.ints(padding.getAsJsonArray().get(1));
      return Padding.of(rows[0], columns[0], rows[1], columns[1]);
    }
    return switch (padding.getAsString()) {
      case "VALID" -> Padding.valid();
      case "SAME" -> Padding.same();
      default -> throw new IllegalArgumentException("no reading of the padding " + padding);
    };
  }

  private Tensor conv2d() {
    return ops.nchwToNhwc(ops.conv2d(image("input"), filter("filter"), options()));
  }

  private Tensor inputGradient() {
    int[] nhwc = given.numbers("input_sizes");
    Shape shape = Shape.of(nhwc).permute(0, 3, 1, 2);
    return ops.nchwToNhwc(
        ops.conv2dInputGradient(shape, filter("filter"), image("out_backprop"), options()));
  }

  private Tensor filterGradient() {
    int[] hwio = given.numbers("filter_sizes");
    Shape shape = Shape.of(hwio).permute(3, 2, 0, 1);
    Tensor oihw = ops.conv2dKernelGradient(image("input"), shape, image("out_backprop"), options());
    return ops.permute(oihw, 2, 3, 1, 0);
  }

  /** From a filter [height, width, channels, multiplier], as many groups as channels; NCHW. */
  private Tensor depthwise(String filter) {
    Tensor hwcm = given.input(ops, filter);
    Shape shape = hwcm.shape();
    int channels = shape.dim(2);
    Tensor kernel =
        ops.reshape(
            ops.permute(hwcm, 2, 3, 0, 1), channels * shape.dim(3), 1, shape.dim(0), shape.dim(1));
    return ops.conv2d(image("input"), kernel, options().groups(channels));
  }

  private Tensor separable() {
    Tensor between = depthwise("depthwise_filter");
    return ops.nchwToNhwc(ops.conv2d(between, filter("pointwise_filter")));
  }

  private Tensor transposed() {
    Tensor kernel = ops.permute(given.input(ops, "filter"), 3, 2, 0, 1);
    return ops.nchwToNhwc(ops.convTranspose2d(image("input"), kernel, options()));
  }

  /** As an image of one row. */
  private Tensor conv1d() {
    Tensor nwc = given.input(ops, "input");
    Tensor wio = given.input(ops, "filter");
    Shape x = nwc.shape();
    Shape w = wio.shape();
    Conv2dOptions o =
        Conv2dOptions.DEFAULT
            .stride(1, given.numbers("strides")[0])
            .dilation(1, given.numbers("dilations")[0])
            .padding(padding());
    Tensor y =
        ops.conv2d(
            ops.nhwcToNchw(ops.reshape(nwc, x.dim(0), 1, x.dim(1), x.dim(2))),
            ops.hwioToOihw(ops.reshape(wio, 1, w.dim(0), w.dim(1), w.dim(2))),
            o);
    return ops.reshape(ops.nchwToNhwc(y), y.shape().dim(0), y.shape().dim(3), y.shape().dim(1));
  }
}
