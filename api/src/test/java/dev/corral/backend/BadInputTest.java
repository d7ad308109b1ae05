package dev.corral.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every bad argument is a typed error that says what was given, expected, and to do. */
class BadInputTest {
  private final Session session = Backends.of(new PlainBackend()).open();
  private final Scope scope = session.scope();
  private final Ops ops = scope.ops();
  private final Tensor x23 = ops.ones(2, 3);
  private final Tensor x4 = ops.ones(4);
  private final Tensor empty = ops.ones(0, 3);
  private final Tensor image = ops.ones(1, 4, 5, 5);
  private final Tensor kernel = ops.ones(2, 4, 3, 3);

  @AfterEach
  void close() {
    session.close();
  }

  private DynamicTest refused(String name, Runnable call, String given, String expected) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertThatThrownBy(call::run)
              .isInstanceOf(ShapeException.class)
              .hasMessageContaining(given)
              .hasMessageContaining("; expected " + expected)
              .message()
              .matches(message -> message.endsWith(".") && message.indexOf(". ") > 0, "a remedy");
        });
  }

  @TestFactory
  Stream<DynamicTest> shapesAndSizes() {
    int big = Integer.MAX_VALUE;
    return Stream.of(
        refused("negative size", () -> ops.zeros(2, -1), "[2, -1]", "sizes of 0 and more"),
        refused("overflow", () -> ops.zeros(1 << 16, 1 << 16), "too many", "at most 2147483647"),
        refused("overflow past a long", () -> ops.zeros(big, big, big), "too many", "at most"),
        refused("rank 7", () -> ops.zeros(1, 1, 1, 1, 1, 1, 1), "rank 7", "rank 0 to 6"),
        refused(
            "broadcast product",
            () -> ops.add(ops.zeros(0, 1), ops.zeros(0, 3, 2)),
            "[0, 1] and [0, 3, 2] do not broadcast",
            "sizes that are equal or 1"),
        refused(
            "ragged",
            () -> ops.tensor(new float[][] {{1, 2}, {3}}),
            "2 elements in one place along axis 1 and 1 in another",
            "equal lengths"),
        refused(
            "too few values",
            () -> ops.fromArray(Shape.of(2, 3), new float[5]),
            "5 values for the shape [2, 3]",
            "6 values"),
        refused("item", x23::item, "item() of a tensor of shape [2, 3]", "exactly one"),
        refused("toArray3d", x23::toArray3d, "toArray3d()", "rank 3, not 2"),
        refused("arange", () -> ops.arange(0, 1, 0), "by 0.0", "a step that is not 0"));
  }

  @TestFactory
  Stream<DynamicTest> axesAndReductions() {
    return Stream.of(
        refused(
            "no such axis", () -> ops.sum(x23, 2), "axis 2 of the shape [2, 3]", "an axis from"),
        refused("axis twice", () -> ops.sum(x23, 1, -1), "name one axis twice", "each axis once"),
        refused("axis of a scalar", () -> ops.softmax(ops.tensor(1f), 0), "axis 0", "no axis"),
        refused("max of nothing", () -> ops.max(empty), "max over axis 0", "at least one element"),
        refused("mean of nothing", () -> ops.mean(empty, 0), "mean over axis 0", "at least one"),
        refused("argmax of nothing", () -> ops.argmax(empty, 0), "argmax over axis 0", "at least"),
        refused(
            "argmax too long",
            () -> ops.argmax(ops.broadcast(ops.zeros(0, 1), Shape.of(0, (1 << 24) + 1)), 1),
            "16777217",
            "an axis of at most 2^24"),
        refused("softmax of nothing", () -> ops.softmax(empty, 0), "softmax over", "at least"));
  }

  @TestFactory
  Stream<DynamicTest> movement() {
    return Stream.of(
        refused("reshape", () -> ops.reshape(x23, 4), "from 6 to 4 elements", "as many"),
        refused("reshape -1", () -> ops.reshape(x23, 4, -1), "[4, -1]", "sizes whose product"),
        refused("permute", () -> ops.permute(x23, 0), "the axes [0]", "all 2 axes"),
        refused("permute twice", () -> ops.permute(x23, 0, 0), "twice", "each axis once"),
        refused(
            "past the end", () -> ops.slice(x4, Slice.of(2, 5)), "2:5 of an axis of size 4", "0"),
        refused("backwards", () -> ops.slice(x4, Slice.of(3, 1)), "3:1", "0 ≤ start ≤ stop ≤ 4"),
        refused("before", () -> ops.slice(x4, Slice.of(-5, 2)), "-5:2", "0 ≤ start"),
        refused("step", () -> Slice.all().step(0), "step 0", "1 or more"),
        refused("slices", () -> ops.slice(x4, Slice.all(), Slice.all()), "2 of them", "at most 1"),
        refused(
            "scatter",
            () -> ops.sliceScatter(x4, x23, Slice.of(0, 2)),
            "[2, 3] and [2] do not broadcast",
            "sizes that are equal"),
        refused("negative pad", () -> Pad.of(-1, 0), "-1 before", "0 or more"),
        refused("pads", () -> ops.pad(x4, 0, Pad.NONE, Pad.NONE), "2 of them", "at most 1"),
        refused("huge pad", () -> ops.pad(x4, 0, Pad.of(1 << 30, 1 << 30)), "padded to", "at most"),
        refused("broadcast", () -> ops.broadcast(x23, Shape.of(1, 3)), "to [1, 3]", "a target"),
        refused("concat", () -> ops.concat(0, x23, x4), "[2, 3] and [4]", "equal sizes"),
        refused("concat nothing", () -> ops.concat(List.of(), 0), "no tensors", "at least one"));
  }

  @TestFactory
  Stream<DynamicTest> contraction() {
    return Stream.of(
        refused("rank", () -> ops.matmul(x4, x23), "[4] and [2, 3]", "rank 2 or more"),
        refused("inner", () -> ops.matmul(x23, x23), "[2, 3] and [2, 3]", "rows of the first"),
        refused("corr2d", () -> ops.corr2d(x4, x23), "[4]", "two matrices"),
        refused("image", () -> ops.im2col(x23, Window.of(1, 1)), "[2, 3]", "rank 4"),
        refused(
            "col2im",
            () -> ops.col2im(x23, Shape.of(1, 1, 2, 2), Window.of(1, 1)),
            "columns of shape [2, 3]",
            "the shape [1, 1, 4]"));
  }

  @TestFactory
  Stream<DynamicTest> convolution() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    return Stream.of(
        refused("rank", () -> ops.conv2d(x23, x23), "[2, 3]", "rank 4 for both"),
        refused(
            "channels",
            () -> ops.conv2d(image, ops.ones(2, 3, 3, 3)),
            "4 channels",
            "as many input channels as kernel channels × groups = 3"),
        refused(
            "groups",
            () -> ops.conv2d(image, ops.ones(3, 2, 3, 3), plain.groups(2)),
            "3 outputs in 2 groups",
            "groups that divide"),
        refused("no groups", () -> plain.groups(0), "in 0 groups", "1 group or more"),
        refused("no stride", () -> plain.stride(0, 1), "stride 0×1", "1 or more"),
        refused("no dilation", () -> plain.dilation(0), "dilation 0×0", "1 or more"),
        refused("padding", () -> plain.padding(-1), "top -1", "0 or more"),
        refused("no kernel", () -> ops.conv2d(image, ops.ones(2, 4, 0, 3)), "kernel of 0×3", "1"),
        refused(
            "large kernel",
            () -> ops.conv2d(image, kernel, plain.dilation(3)),
            "7×7 elements, more than the input [1, 4, 5, 5] with padding top 0",
            "a kernel no larger"),
        refused(
            "gradient",
            () -> ops.conv2dInputGradient(image.shape(), kernel, image, plain),
            "gradient of shape [1, 4, 5, 5]",
            "the shape [1, 2, 3, 3]"),
        refused(
            "transposed",
            () -> ops.convTranspose2d(image, kernel, plain),
            "[1, 4, 5, 5] and a kernel of shape [2, 4, 3, 3]",
            "[batch, inputs"),
        refused(
            "output padding",
            () -> ops.convTranspose2d(ops.ones(1, 2, 3, 3), kernel, plain, 1, 0),
            "output padding 1×0",
            "0 or more and less than the stride 1×1"),
        refused(
            "output padding with SAME",
            () ->
                ops.convTranspose2d(
                    image, ops.ones(4, 2, 3, 3), plain.stride(2).padding(Padding.same()), 0, 1),
            "output padding 0×1 with SAME",
            "none: SAME itself gives"));
  }

  @TestFactory
  Stream<DynamicTest> poolingAndLayers() {
    Pool2dOptions far = Pool2dOptions.of(Window.of(2, 2).padding(Padding.of(2, 2)));
    Conv2dOptions three = Conv2dOptions.DEFAULT.groups(3);
    LinearSpec linear = new LinearSpec(3, 2, true, Activation.RELU);
    return Stream.of(
        refused(
            "large", () -> ops.maxPool2d(image, Pool2dOptions.of(6, 1)), "6×1", "a window that"),
        refused("only padding", () -> ops.maxPool2d(image, far), "top 2, left 2", "a window that"),
        refused("mean of padding", () -> ops.avgPool2d(image, far), "avgPool2d", "a window that"),
        refused(
            "spec groups",
            () -> new Conv2dSpec(4, 6, 1, 1, three, true, Activation.RELU),
            "4 input and 6 output channels in 3 groups",
            "groups that divide both"),
        refused(
            "parameters",
            () -> ops.apply(linear, x23, List.of(x23)),
            "parameters of shapes [[2, 3]]",
            "the shapes [[2, 3], [2]], named [weight, bias]"),
        refused(
            "layer input",
            () -> ops.apply(linear, ops.ones(2, 4), List.of(x23, ops.ones(2))),
            "an input of shape [2, 4]",
            "[batch, …, 3]"));
  }

  @Test
  void aMeanThatCountsThePaddingMaySeeNothingElse() {
    Pool2dOptions counting =
        Pool2dOptions.of(Window.of(1, 1).padding(Padding.of(1, 0))).countIncludePad(true);
    assertThat(ops.avgPool2d(ops.ones(1, 1, 1, 1), counting).toArray()).containsExactly(0, 1, 0);
  }

  @Test
  void gradientsAcceptAnEmptyOutput() {
    Tensor none = ops.zeros(1, 2, 0, 0);
    Conv2dOptions wide = Conv2dOptions.DEFAULT.dilation(3);
    Tensor byInput = ops.conv2dInputGradient(image.shape(), kernel, none, wide);
    Tensor byKernel = ops.conv2dKernelGradient(image, kernel.shape(), none, wide);
    assertThat(byInput.toArray()).containsOnly(0).hasSize(100);
    assertThat(byKernel.toArray()).containsOnly(0).hasSize(72);
  }

  @Test
  void zeroSizesAreLegal() {
    assertThat(ops.sum(empty).item()).isZero();
    assertThat(ops.sum(empty, 0).toArray()).containsExactly(0, 0, 0);
    assertThat(ops.pad(empty, 7, Pad.of(1, 0)).toArray()).containsExactly(7, 7, 7);
    assertThat(ops.matmul(ops.ones(2, 0), ops.ones(0, 2)).toArray()).containsExactly(0, 0, 0, 0);
    assertThat(ops.max(empty, 1).shape()).isEqualTo(Shape.of(0));
    assertThat(ops.add(empty, ops.ones(1, 3)).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(ops.zeros(0, Integer.MAX_VALUE, Integer.MAX_VALUE).shape().size()).isZero();
  }
}
