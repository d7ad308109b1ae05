package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.ProductReference;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolutions and products of several tiles, the last of which is not full, along every dimension
 * that is cut in tiles, on both families. The numbers are integers, so the results are exact.
 */
@NeedsDevice
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TilesTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  private Session cpu;
  private Session gpu;

  @BeforeAll
  void open() {
    cpu = open("cpu");
    gpu = open("gpu");
  }

  private static Session open(String family) {
    return Backends.of(new OpenClProvider()).open("opencl", Map.of("family", family));
  }

  @AfterAll
  void close() {
    cpu.close();
    gpu.close();
  }

  static Stream<Arguments> convolutions() {
    return Stream.of(
        of("many channels", image(1, 17, 31, 37), kernel(33, 17, 3, 3), PLAIN.padding(1)),
        of("large tiles", image(2, 9, 29, 31), kernel(130, 9, 3, 3), PLAIN),
        of("rows of many columns", image(1, 3, 3, 401), kernel(5, 3, 2, 3), PLAIN),
        of("a pointwise kernel", image(2, 40, 13, 11), kernel(72, 40, 1, 1), PLAIN),
        of("a pointwise kernel with a stride", image(1, 9, 17, 19), kernel(7, 9, 1, 1), stride(2)),
        of("a stride", image(3, 5, 37, 35), kernel(19, 5, 5, 3), stride(2).padding(2)),
        of(
            "everything at once",
            image(2, 6, 41, 43),
            kernel(22, 3, 3, 4),
            PLAIN.stride(3, 2).dilation(2, 3).padding(Padding.of(5, 0, 2, 7)).groups(2)),
        of(
            "a stride that shares a factor with the dilation",
            image(1, 2, 37, 40),
            kernel(3, 2, 3, 3),
            PLAIN.stride(4, 6).dilation(6, 4).padding(3)),
        of("a kernel as large as the image", image(3, 4, 23, 29), kernel(20, 4, 23, 29), PLAIN),
        of("a filter", image(1, 1, 67, 211), kernel(1, 1, 5, 5), PLAIN),
        of("a tall filter", image(1, 1, 130, 33), kernel(1, 1, 31, 1), PLAIN.padding(3)),
        of("a filter that is wide apart", image(1, 1, 90, 190), kernel(1, 1, 3, 5), wide()),
        of("few filters of few channels", image(2, 2, 33, 35), kernel(3, 2, 3, 3), PLAIN),
        of("depthwise", image(2, 9, 35, 97), kernel(9, 1, 3, 3), PLAIN.padding(1).groups(9)),
        of("depthwise, small", image(5, 7, 7, 7), kernel(7, 1, 3, 3), PLAIN.padding(1).groups(7)),
        of(
            "depthwise, dilated",
            image(1, 3, 50, 70),
            kernel(3, 1, 3, 3),
            PLAIN.dilation(2, 3).padding(2).groups(3)),
        of(
            "depthwise with a stride and two filters for a channel",
            image(2, 5, 39, 41),
            kernel(10, 1, 3, 3),
            stride(2).padding(1).groups(5)));
  }

  private static Arguments of(String what, Shape image, Shape kernel, Conv2dOptions options) {
    return Arguments.of(what, image, kernel, options);
  }

  private static Shape image(int n, int c, int h, int w) {
    return Shape.of(n, c, h, w);
  }

  private static Shape kernel(int k, int c, int h, int w) {
    return Shape.of(k, c, h, w);
  }

  private static Conv2dOptions stride(int stride) {
    return PLAIN.stride(stride);
  }

  /** More than fits into the local memory that every GPU has. */
  private static Conv2dOptions wide() {
    return PLAIN.dilation(40);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void convolutionsAndTheirGradientsAreExact(
      String what, Shape image, Shape kernel, Conv2dOptions o) {
    DoubleTensor x = integers(image, 1);
    DoubleTensor w = integers(kernel, 2);
    DoubleTensor dy = integers(o.forwardShape(image, kernel), 3);
    check(
        ops -> ops.conv2d(put(ops, x), put(ops, w), o),
        ConvolutionReference.conv2d(x, w, o).expectation());
    check(
        ops -> ops.conv2dInputGradient(image, put(ops, w), put(ops, dy), o),
        ConvolutionReference.inputGradient(image, w, dy, o).expectation());
    check(
        ops -> ops.conv2dKernelGradient(put(ops, x), kernel, put(ops, dy), o),
        ConvolutionReference.kernelGradient(x, kernel, dy, o).expectation());
  }

  static Stream<Arguments> products() {
    return Stream.of(
        Arguments.of(Shape.of(131, 67), Shape.of(67, 149)),
        Arguments.of(Shape.of(1, 501), Shape.of(501, 203)),
        Arguments.of(Shape.of(301, 77), Shape.of(77, 1)),
        Arguments.of(Shape.of(70, 1), Shape.of(1, 70)),
        Arguments.of(Shape.of(5, 37, 41), Shape.of(41, 53)),
        Arguments.of(Shape.of(37, 41), Shape.of(5, 41, 53)),
        Arguments.of(Shape.of(3, 37, 41), Shape.of(3, 41, 53)),
        Arguments.of(Shape.of(3, 1, 17, 41), Shape.of(1, 5, 41, 35)));
  }

  @ParameterizedTest
  @MethodSource("products")
  void productsAreExact(Shape left, Shape right) {
    DoubleTensor a = integers(left, 1);
    DoubleTensor b = integers(right, 2);
    check(ops -> ops.matmul(put(ops, a), put(ops, b)), ProductReference.matmul(a, b).expectation());
  }

  private static DoubleTensor integers(Shape shape, int seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(shape, index -> random.nextInt(9) - 4);
  }

  private static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  private void check(Function<Ops, Tensor> call, Expectation expected) {
    for (Session session : new Session[] {cpu, gpu}) {
      try (Scope scope = session.scope()) {
        assertThat(expected.mismatch(call.apply(scope.ops())))
            .as(session == cpu ? "kernels for CPUs" : "kernels for GPUs")
            .isEmpty();
      }
    }
  }
}
