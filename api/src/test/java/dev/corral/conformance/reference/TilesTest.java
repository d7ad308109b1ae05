package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the bound of tiles allows, and that Winograd's algorithm in float32 stays within it. */
class TilesTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  @Test
  void appliesToKernelsFromThreeByThreeOnWithoutDilation() {
    Shape square = Shape.of(1, 1, 3, 3);
    assertThat(Tiles.apply(square, PLAIN.padding(2).groups(1))).isTrue();
    assertThat(Tiles.apply(square, PLAIN.stride(1, 2))).isTrue();
    assertThat(Tiles.apply(Shape.of(1, 1, 7, 5), PLAIN)).isTrue();
    assertThat(Tiles.apply(square, PLAIN.dilation(2, 1))).isFalse();
    assertThat(Tiles.apply(Shape.of(1, 1, 3, 2), PLAIN)).isFalse();
  }

  @Test
  void isExactOnSmallIntegersOnly() {
    DoubleTensor ones = DoubleTensor.full(Shape.of(1, 1, 4, 4), 1);
    DoubleTensor w = DoubleTensor.full(Shape.of(1, 1, 3, 3), 1);
    assertThat(Tiles.conv2d(ones, w, PLAIN).bound().toArray()).containsOnly(0);
    double large = 0x1p20;
    Expectation beyond = Tiles.conv2d(ones.map(v -> large), w, PLAIN);
    double expected = 16 * Contraction.gamma(11) * large * 9;
    assertThat(beyond.bound().toArray()).containsOnly(expected);
  }

  /** There are 1×11 outputs; output j sees columns j to j + 2, and its tile three more. */
  @Test
  void letsNonFiniteValuesSpreadByThreeElements() {
    DoubleTensor x = DoubleTensor.full(Shape.of(1, 1, 3, 13), 1).with(Double.NaN, 0, 0, 1, 6);
    Expectation expected = Tiles.conv2d(x, DoubleTensor.full(Shape.of(1, 1, 3, 3), 1), PLAIN);
    Shape shape = Shape.of(1, 1, 1, 11);
    float no = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    assertThat(expected.mismatch(shape, 9, 9, 9, 9, no, no, no, 9, 9, 9, 9)).isEmpty();
    assertThat(expected.mismatch(shape, 9, no, inf, no, -inf, no, inf, no, no, no, 9)).isEmpty();
    assertThat(expected.mismatch(shape, 9, 9, 9, 9, no, 9, no, 9, 9, 9, 9)).isPresent();
    assertThat(expected.mismatch(shape, no, 9, 9, 9, no, no, no, 9, 9, 9, 9)).isPresent();
  }

  /** Larger kernels have tiles of two outputs; output j sees columns j to j + 4. */
  @Test
  void letsNonFiniteValuesSpreadByOneElementOfLargerKernels() {
    DoubleTensor x = DoubleTensor.full(Shape.of(1, 1, 5, 13), 1).with(Double.NaN, 0, 0, 1, 6);
    Expectation expected = Tiles.conv2d(x, DoubleTensor.full(Shape.of(1, 1, 5, 5), 1), PLAIN);
    Shape shape = Shape.of(1, 1, 1, 9);
    float no = Float.NaN;
    assertThat(expected.mismatch(shape, 25, no, no, no, no, no, no, no, 25)).isEmpty();
    assertThat(expected.mismatch(shape, no, no, no, no, no, no, no, no, 25)).isPresent();
  }

  /** With stride 2, output j sees columns 2j to 2j + 2, and its tile two more on either side. */
  @Test
  void letsNonFiniteValuesSpreadByOneStride() {
    DoubleTensor x = DoubleTensor.full(Shape.of(1, 1, 3, 11), 1).with(Double.NaN, 0, 0, 1, 5);
    Conv2dOptions halved = PLAIN.stride(2);
    DoubleTensor w = DoubleTensor.full(Shape.of(1, 1, 3, 3), 1);
    Expectation expected = Tiles.conv2d(x, w, halved);
    Shape shape = Shape.of(1, 1, 1, 5);
    float nan = Float.NaN;
    assertThat(expected.mismatch(shape, 9, 9, nan, 9, 9)).isEmpty();
    assertThat(expected.mismatch(shape, 9, nan, nan, nan, 9)).isEmpty();
    assertThat(expected.mismatch(shape, 9, 9, 9, 9, 9)).isPresent();
    assertThat(expected.mismatch(shape, nan, 9, nan, 9, 9)).isPresent();
  }

  /** A stride leaves the gradient by the input no tiles. */
  @Test
  void leavesTheGradientByTheInputOfAStrideDirect() {
    DoubleTensor w = DoubleTensor.full(Shape.of(1, 1, 5, 5), 0.1);
    DoubleTensor gradient = DoubleTensor.full(Shape.of(1, 1, 1, 1), 0.1);
    Shape shape = Shape.of(1, 1, 5, 5);
    double direct =
        Tiles.inputGradient(shape, w, gradient, PLAIN.stride(2)).bound().get(0, 0, 0, 0);
    double tiled = Tiles.inputGradient(shape, w, gradient, PLAIN).bound().get(0, 0, 0, 0);
    assertThat(direct).isLessThan(Contraction.gamma(2) * 0.01);
    assertThat(tiled).isGreaterThan(Contraction.gamma(2) * 0.01);
  }

  /** One tile of F(2×2, 3×3), as it is published, in float32. */
  @Test
  void holdsForWinogradsAlgorithm() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int channels = 1 + seed % 9;
      DoubleTensor x = reals(Shape.of(1, channels, 4, 4), random);
      DoubleTensor w = reals(Shape.of(1, channels, 3, 3), random);
      float[] tile = new float[16];
      for (int c = 0; c < channels; c++) {
        float[] image = transform(INPUT, channel(x, c), 4);
        float[] kernel = transform(KERNEL, channel(w, c), 3);
        for (int i = 0; i < tile.length; i++) {
          tile[i] += image[i] * kernel[i];
        }
      }
      assertThat(
              Tiles.conv2d(x, w, PLAIN).mismatch(Shape.of(1, 1, 2, 2), transform(OUTPUT, tile, 4)))
          .isEmpty();
    }
  }

  /** The transposed transforms, tile after tile, summed before the last. */
  @Test
  void holdsForTheGradientByTheKernel() {
    Shape kernel = Shape.of(1, 1, 3, 3);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int images = 1 + seed % 9;
      DoubleTensor x = reals(Shape.of(images, 1, 4, 4), random);
      DoubleTensor gradient = reals(Shape.of(images, 1, 2, 2), random);
      float[] sums = new float[16];
      for (int n = 0; n < images; n++) {
        float[] image = transform(INPUT, channel(x, n), 4);
        float[] outputs = transform(transposed(OUTPUT), channel(gradient, n), 2);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += image[i] * outputs[i];
        }
      }
      float[] result = transform(transposed(KERNEL), sums, 4);
      assertThat(Tiles.kernelGradient(x, kernel, gradient, PLAIN).mismatch(kernel, result))
          .isEmpty();
      result[seed % 9] += 1e-3f * images;
      assertThat(Tiles.kernelGradient(x, kernel, gradient, PLAIN).mismatch(kernel, result))
          .isPresent();
    }
  }

  private static float[][] transposed(float[][] m) {
    float[][] result = new float[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[0].length; j++) {
        result[j][i] = m[i][j];
      }
    }
    return result;
  }

  @Test
  void letsNonFiniteValuesSpreadToTheGradientOfTheirChannels() {
    DoubleTensor x = DoubleTensor.full(Shape.of(1, 2, 3, 3), 1).with(Double.NaN, 0, 0, 0, 0);
    DoubleTensor gradient = DoubleTensor.full(Shape.of(1, 1, 1, 1), 1);
    Shape kernel = Shape.of(1, 2, 3, 3);
    Expectation expected = Tiles.kernelGradient(x, kernel, gradient, PLAIN);
    float[] result = new float[18];
    Arrays.fill(result, 1);
    assertThat(expected.mismatch(kernel, result)).isPresent();
    result[0] = Float.POSITIVE_INFINITY;
    result[5] = Float.NaN;
    assertThat(expected.mismatch(kernel, result)).isEmpty();
    result[12] = Float.NaN;
    assertThat(expected.mismatch(kernel, result)).isPresent();
  }

  private static final float[][] INPUT = {
    {1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}
  };
  private static final float[][] KERNEL = {{1, 0, 0}, {.5f, .5f, .5f}, {.5f, -.5f, .5f}, {0, 0, 1}};
  private static final float[][] OUTPUT = {{1, 1, 1, 0}, {0, 1, -1, -1}};

  private static DoubleTensor reals(Shape shape, Random random) {
    return DoubleTensor.generate(shape, i -> random.nextFloat() * 2 - 1);
  }

  private static float[] channel(DoubleTensor x, int c) {
    int size = x.shape().dim(2) * x.shape().dim(3);
    return Arrays.copyOfRange(x.toFloatArray(), c * size, (c + 1) * size);
  }

  /** M · X · Mᵀ of a square matrix X. */
  private static float[] transform(float[][] m, float[] x, int side) {
    float[] rows = new float[m.length * side];
    for (int i = 0; i < rows.length; i++) {
      for (int p = 0; p < side; p++) {
        rows[i] += m[i / side][p] * x[p * side + i % side];
      }
    }
    float[] result = new float[m.length * m.length];
    for (int i = 0; i < result.length; i++) {
      for (int p = 0; p < side; p++) {
        result[i] += rows[i / m.length * side + p] * m[i % m.length][p];
      }
    }
    return result;
  }
}
