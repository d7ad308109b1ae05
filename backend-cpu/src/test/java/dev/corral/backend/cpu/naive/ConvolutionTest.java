package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values are small whole numbers, so every sum is exact in any order and results compare bit by
 * bit.
 */
class ConvolutionTest {
  /** No two numbers alike along the two axes, and no pad like the opposite one. */
  private static final Conv2dOptions UNLIKE =
      Conv2dOptions.DEFAULT.stride(2, 1).dilation(1, 3).padding(Padding.of(2, 3, 0, 1)).groups(2);

  private static final Shape IMAGES = Shape.of(2, 4, 7, 8);
  private static final Shape KERNEL = Shape.of(6, 2, 3, 2);

  /** Reads off which element met which digit: 1 × (0, 0) + 10 × (0, 1) + 100 × (1, 0) + …. */
  private static final float[][] DIGITS = {{1, 10}, {100, 1000}};

  private final Session session = Backends.of(new NaiveProvider()).open();
  private final Scope scope = session.scope();
  private final Ops ops = scope.ops();

  private final Session plainSession = Backends.of(new PlainBackend()).open();
  private final Scope plainScope = plainSession.scope();
  private final Ops plain = plainScope.ops();

  @AfterEach
  void close() {
    session.close();
    plainSession.close();
  }

  private float[][] conv2d(float[][] x, float[][] kernel, Conv2dOptions options) {
    Tensor image = ops.reshape(ops.tensor(x), 1, 1, x.length, x[0].length);
    Tensor k = ops.reshape(ops.tensor(kernel), 1, 1, kernel.length, kernel[0].length);
    return ops.conv2d(image, k, options).toArray4d()[0][0];
  }

  @Test
  void computesTheBooksFirstExample() {
    Tensor x = ops.reshape(ops.arange(9), 3, 3);
    Tensor k = ops.reshape(ops.arange(4), 2, 2);
    assertThat(ops.corr2d(x, k).toArray2d()).isDeepEqualTo(new float[][] {{19, 25}, {37, 43}});
  }

  @Test
  void padsEachSideByItsOwnNumber() {
    float[][] x = {{1, 2}, {3, 4}};
    assertThat(conv2d(x, DIGITS, Conv2dOptions.DEFAULT.padding(Padding.of(1, 0, 0, 2))))
        .isDeepEqualTo(new float[][] {{2100, 200, 0}, {4321, 402, 0}});
    assertThat(conv2d(x, DIGITS, Conv2dOptions.DEFAULT.padding(Padding.of(0, 2, 1, 0))))
        .isDeepEqualTo(new float[][] {{0, 3010, 4321}, {0, 30, 43}});
  }

  @Test
  void stridesAndDilatesEachAxisByItsOwnNumber() {
    float[][] x = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 1, 2, 3}, {4, 5, 6, 7}};
    assertThat(conv2d(x, DIGITS, Conv2dOptions.DEFAULT.stride(2, 1).dilation(1, 2)))
        .isDeepEqualTo(new float[][] {{7531, 8642}, {6429, 7531}});
    assertThat(conv2d(x, DIGITS, Conv2dOptions.DEFAULT.stride(1, 2).dilation(2, 1)))
        .isDeepEqualTo(new float[][] {{1921, 3243}, {5465, 7687}});
  }

  @Test
  void keepsGroupsApart() {
    Tensor x = ops.reshape(ops.tensor(new float[] {1, 2, 3, 4}), 1, 4, 1, 1);
    Tensor k = ops.tensor(new float[] {1, 10, 100, 1000, 2, 20, 200, 2000});
    Tensor y = ops.conv2d(x, ops.reshape(k, 4, 2, 1, 1), Conv2dOptions.DEFAULT.groups(2));
    assertThat(y.toArray()).containsExactly(21, 2100, 86, 8600);
  }

  static Stream<Conv2dOptions> variants() {
    return Stream.of(
        UNLIKE.stride(1, 2),
        UNLIKE.stride(2, 2),
        UNLIKE.stride(1, 1),
        UNLIKE.dilation(3, 1),
        UNLIKE.dilation(1, 1),
        UNLIKE.dilation(3, 3),
        UNLIKE.padding(Padding.of(0, 3, 2, 1)),
        UNLIKE.padding(Padding.of(2, 1, 0, 3)),
        UNLIKE.padding(Padding.of(3, 2, 1, 0)),
        UNLIKE.padding(Padding.of(2, 3, 2, 3)));
  }

  /** Had an option been confused with another, or ignored, one of these would come out the same. */
  @ParameterizedTest
  @MethodSource("variants")
  void seesEveryOption(Conv2dOptions variant) {
    float[] x = wholeNumbers(IMAGES, 1);
    float[] k = wholeNumbers(KERNEL, 2);
    Tensor y = ops.conv2d(ops.fromArray(IMAGES, x), ops.fromArray(KERNEL, k), UNLIKE);
    Tensor other = ops.conv2d(ops.fromArray(IMAGES, x), ops.fromArray(KERNEL, k), variant);
    assertThat(other.toString()).isNotEqualTo(y.toString());
    Tensor expected = plain.conv2d(plain.fromArray(IMAGES, x), plain.fromArray(KERNEL, k), variant);
    assertThat(other.toArray()).isEqualTo(expected.toArray());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void handsGradientsBackAlongTheSamePath(Conv2dOptions options) {
    float[] x = wholeNumbers(IMAGES, 3);
    float[] k = wholeNumbers(KERNEL, 4);
    Shape output = options.outputShape(IMAGES, KERNEL);
    float[] g = wholeNumbers(output, 5);
    assertThat(gradients(ops, x, k, output, g, options))
        .isDeepEqualTo(gradients(plain, x, k, output, g, options));
  }

  private static float[][] gradients(
      Ops ops, float[] x, float[] k, Shape output, float[] g, Conv2dOptions options) {
    Tensor gradient = ops.fromArray(output, g);
    Tensor dx = ops.conv2dInputGradient(IMAGES, ops.fromArray(KERNEL, k), gradient, options);
    Tensor dk = ops.conv2dKernelGradient(ops.fromArray(IMAGES, x), KERNEL, gradient, options);
    return new float[][] {dx.toArray(), dk.toArray()};
  }

  /** Σ y·g is linear in x and in k, so it equals Σ x·dx and Σ k·dk. */
  @ParameterizedTest
  @MethodSource("variants")
  void hasGradientsThatAreItsAdjoints(Conv2dOptions options) {
    Tensor x = ops.fromArray(IMAGES, wholeNumbers(IMAGES, 6));
    Tensor k = ops.fromArray(KERNEL, wholeNumbers(KERNEL, 7));
    Tensor y = ops.conv2d(x, k, options);
    Tensor g = ops.fromArray(y.shape(), wholeNumbers(y.shape(), 8));
    float forward = ops.sum(ops.mul(y, g)).item();
    Tensor dx = ops.conv2dInputGradient(IMAGES, k, g, options);
    Tensor dk = ops.conv2dKernelGradient(x, KERNEL, g, options);
    assertThat(ops.sum(ops.mul(x, dx)).item()).isEqualTo(forward);
    assertThat(ops.sum(ops.mul(k, dk)).item()).isEqualTo(forward);
  }

  @Test
  void multipliesThePaddingsZeros() {
    float[][] y =
        conv2d(
            new float[][] {{1}},
            new float[][] {{Float.POSITIVE_INFINITY, 2}},
            Conv2dOptions.DEFAULT.padding(Padding.of(0, 1)));
    assertThat(y[0]).containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
  }

  @Test
  void sumsOverNothingToZero() {
    Tensor none = ops.zeros(2, 0, 5, 5);
    Tensor k = ops.zeros(3, 0, 2, 2);
    assertThat(ops.conv2d(none, k).toArray()).hasSize(2 * 3 * 4 * 4).containsOnly(0);
    Tensor noImages = ops.zeros(0, 4, 5, 5);
    Tensor noGradient = ops.zeros(0, 6, 3, 4);
    assertThat(
            ops.conv2dKernelGradient(noImages, KERNEL, noGradient, Conv2dOptions.DEFAULT.groups(2))
                .toArray())
        .hasSize(KERNEL.size())
        .containsOnly(0);
  }

  private static float[] wholeNumbers(Shape shape, long seed) {
    Random random = new Random(seed);
    float[] values = new float[shape.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = random.nextInt(-9, 10));
    return values;
  }
}
