package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The reference against values worked by hand or published: ONNX's are the examples in the
 * documentation of its operators.
 */
class ReferenceTest {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  /** An image of one channel that counts its elements from a start. */
  private static DoubleTensor counted(int height, int width, int start) {
    return DoubleTensor.generate(Shape.of(1, 1, height, width), i -> start + i[2] * width + i[3]);
  }

  @Test
  void correlatesMatricesAsTheBookDoes() {
    DoubleTensor x = DoubleTensor.of(Shape.of(3, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8);
    DoubleTensor w = DoubleTensor.of(Shape.of(2, 2), 0, 1, 2, 3);
    assertThat(ConvolutionReference.corr2d(x, w).value().toArray()).containsExactly(19, 25, 37, 43);
    assertThat(ConvolutionReference.convolve2d(x, w).value().toArray())
        .containsExactly(5, 11, 23, 29);
  }

  /** Two groups of two channels; each kernel has a single 1 at another channel, row and column. */
  @Test
  void readsEachTapWhereItsStrideDilationPaddingAndGroupSay() {
    DoubleTensor x =
        DoubleTensor.generate(Shape.of(1, 4, 5, 6), i -> 1000 + i[1] * 100 + i[2] * 10 + i[3]);
    DoubleTensor w =
        DoubleTensor.full(Shape.of(2, 2, 2, 3), 0).with(1, 0, 1, 1, 2).with(1, 1, 0, 0, 1);
    Conv2dOptions o = PLAIN.groups(2).stride(3, 2).dilation(2, 1).padding(Padding.of(1, 1, 2, 0));
    DoubleTensor y = ConvolutionReference.conv2d(x, w, o).value();
    assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 2, 3));
    assertThat(y.toArray())
        .containsExactly(
            // channel 1 at row 3i − 1 + 2 and column 2j − 1 + 2
            1111,
            1113,
            1115,
            1141,
            1143,
            1145,
            // channel 2 at row 3i − 1 and column 2j − 1 + 1
            0,
            0,
            0,
            1220,
            1222,
            1224);
  }

  @Test
  void putsTheOddPaddingOfSameAtTheEnd() {
    DoubleTensor x = counted(1, 5, 1);
    DoubleTensor w = DoubleTensor.of(Shape.of(1, 1, 1, 4), 1, 10, 100, 1000);
    assertThat(
            ConvolutionReference.conv2d(x, w, PLAIN.stride(2).padding(Padding.same()))
                .value()
                .toArray())
        .containsExactly(3210, 5432, 54);
  }

  @Test
  void differentiatesTheConvolutionByBothArguments() {
    DoubleTensor x = counted(1, 3, 1);
    DoubleTensor w = DoubleTensor.of(Shape.of(1, 1, 1, 2), 10, 20);
    DoubleTensor g = DoubleTensor.of(Shape.of(1, 1, 1, 2), 1, 100);
    assertThat(ConvolutionReference.inputGradient(x.shape(), w, g, PLAIN).value().toArray())
        .containsExactly(10, 1020, 2000);
    assertThat(ConvolutionReference.kernelGradient(x, w.shape(), g, PLAIN).value().toArray())
        .containsExactly(201, 302);
  }

  @Test
  void transposesTheConvolutionAsOnnxDoes() {
    DoubleTensor w = DoubleTensor.full(Shape.of(1, 1, 3, 3), 1);
    assertThat(
            ConvolutionReference.convTranspose2d(counted(3, 3, 0), w, PLAIN, 0, 0)
                .value()
                .toArray())
        .containsExactly(
            0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8);
    DoubleTensor y =
        ConvolutionReference.convTranspose2d(
                counted(3, 3, 0), w, PLAIN.stride(3, 2).padding(Padding.of(1, 0, 0, 2)), 1, 1)
            .value();
    assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 9, 6));
  }

  private static double[] maxPool(DoubleTensor x, Window window, boolean ceilMode) {
    return PoolingReference.maxPool2d(x, Pool2dOptions.of(window).ceilMode(ceilMode)).toArray();
  }

  @Test
  void poolsMaximaAsOnnxDoes() {
    DoubleTensor x = counted(4, 4, 1);
    assertThat(maxPool(x, Window.of(3, 3).stride(2, 2), true)).containsExactly(11, 12, 15, 16);
    assertThat(maxPool(x, Window.of(3, 3).stride(2, 2), false)).containsExactly(11);
    assertThat(maxPool(x, Window.of(2, 2).dilation(2, 2), false)).containsExactly(11, 12, 15, 16);
    assertThat(
            maxPool(counted(5, 5, 1), Window.of(3, 3).stride(2, 2).padding(Padding.same()), false))
        .containsExactly(7, 9, 10, 17, 19, 20, 22, 24, 25);
    assertThat(maxPool(counted(2, 2, 1), Window.of(1, 1).stride(2, 2), true)).containsExactly(1);
  }

  @Test
  void sharesTheGradientAmongTies() {
    DoubleTensor x = DoubleTensor.of(Shape.of(1, 1, 1, 4), 2, 2, 1, 2);
    DoubleTensor g = DoubleTensor.of(Shape.of(1, 1, 1, 2), 12, 6);
    Pool2dOptions options = Pool2dOptions.of(Window.of(1, 3));
    assertThat(PoolingReference.maxPool2dGradient(x, g, options).value().toArray())
        .containsExactly(6, 9, 0, 3);
  }

  private static double[] avgPool(DoubleTensor x, Pool2dOptions options) {
    return PoolingReference.avgPool2d(x, options).value().toArray();
  }

  @Test
  void poolsMeansAsOnnxDoes() {
    Pool2dOptions three = Pool2dOptions.of(Window.of(3, 3).stride(2, 2)).ceilMode(true);
    assertThat(avgPool(counted(4, 4, 1), three))
        .containsExactly(new double[] {6, 7.5, 12, 13.5}, within(1e-12));
    Pool2dOptions five = Pool2dOptions.of(Window.of(5, 5).padding(Padding.of(2, 2)));
    assertThat(Arrays.copyOf(avgPool(counted(5, 5, 1), five), 5))
        .containsExactly(new double[] {7, 7.5, 8, 8.5, 9}, within(1e-12));
    assertThat(Arrays.copyOf(avgPool(counted(5, 5, 1), five.countIncludePad(true)), 5))
        .containsExactly(new double[] {2.52, 3.6, 4.8, 4.08, 3.24}, within(1e-12));
  }

  /**
   * The second window would start in the trailing padding; what lies past the padding is no pad.
   */
  @Test
  void countsNoWindowInTheTrailingPaddingAndNothingPastIt() {
    Window window = Window.of(1, 3).stride(1, 3).padding(Padding.of(0, 1));
    Pool2dOptions options = Pool2dOptions.of(window).ceilMode(true).countIncludePad(true);
    assertThat(avgPool(counted(1, 2, 1), options)).containsExactly(1);
    assertThat(avgPool(counted(1, 3, 1), options)).containsExactly(1, 1.5);
    assertThat(avgPool(counted(1, 3, 1), options.countIncludePad(false))).containsExactly(1.5, 3);
  }

  @Test
  void takesColumnsAndPutsThemBack() {
    DoubleTensor x = counted(2, 3, 1);
    Window window = Window.of(2, 2);
    DoubleTensor columns = WindowReference.im2col(x, window);
    assertThat(columns.shape()).isEqualTo(Shape.of(1, 4, 2));
    assertThat(columns.toArray()).containsExactly(1, 2, 2, 3, 4, 5, 5, 6);
    assertThat(WindowReference.col2im(columns, x.shape(), window).value().toArray())
        .containsExactly(1, 4, 3, 4, 10, 6);
  }

  @Test
  void normalisesExponentials() {
    DoubleTensor x = DoubleTensor.of(Shape.of(1, 3), 1000, 1000 + Math.log(2), 1000 + Math.log(3));
    Expectation softmax = ReductionReference.softmax(x, 1);
    assertThat(softmax.value().toArray())
        .containsExactly(new double[] {1 / 6.0, 1 / 3.0, 0.5}, within(1e-12));
    assertThat(ReductionReference.logSoftmax(x, 1).value().toArray())
        .containsExactly(new double[] {-Math.log(6), -Math.log(3), -Math.log(2)}, within(1e-12));
    assertThat(softmax.bound().get(0, 0)).isBetween(1e-8, 1e-6);
  }

  /** Beyond 2^24 a spread is more roundings than γₙ is made for. */
  @Test
  void boundsExponentialsHoweverFarApart() {
    for (double spread : new double[] {1e3, 1e7, 2.5e9, 1e15}) {
      DoubleTensor x = DoubleTensor.of(Shape.of(3), 0, spread, spread);
      for (double bound : ReductionReference.softmax(x, 0).bound().toArray()) {
        assertThat(bound).isBetween((double) Float.MIN_NORMAL, 1e-5);
      }
      DoubleTensor logs = ReductionReference.logSoftmax(x, 0).bound();
      assertThat(logs.get(0)).isBetween(spread * 0x1p-24, 1e-5 + spread * 0x1p-21);
      assertThat(logs.get(1)).isBetween(0x1p-24, 1e-5);
    }
  }

  @Test
  void findsDerivativesOfSmoothFunctions() {
    DoubleTensor x = DoubleTensor.of(Shape.of(2), 1.0, 2.0);
    DoubleTensor gradient = CentralDifferences.gradient(t -> Math.pow(t.get(0), 3) * t.get(1), x);
    assertThat(gradient.toArray()).containsExactly(new double[] {6, 1}, within(1e-7));
  }
}
