package dev.corral.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorFormatTest {
  private static String format(Shape shape, float... values) {
    return TensorFormat.format(shape, values);
  }

  @Test
  void wholeNumbersEndInADot() {
    assertThat(format(Shape.of(2, 2), 19, 25, 37, 43)).isEqualTo("[[19., 25.],\n [37., 43.]]");
    assertThat(format(Shape.of(3), 0, -1, 10)).isEqualTo("[ 0., -1., 10.]");
    assertThat(format(Shape.scalar(), 7)).isEqualTo("7.");
  }

  @Test
  void othersHaveFourDecimalsAndOneWidth() {
    assertThat(format(Shape.of(1, 2), 1.001f, -0.97391f)).isEqualTo("[[ 1.0010, -0.9739]]");
  }

  @Test
  void veryLargeVerySmallAndFarApartAreScientific() {
    assertThat(format(Shape.of(2), 1e9f, 1)).isEqualTo("[1.0000e+09, 1.0000e+00]");
    assertThat(format(Shape.of(1), 1e-5f)).isEqualTo("[1.0000e-05]");
    assertThat(format(Shape.of(2), 0.5f, 2000.5f)).isEqualTo("[5.0000e-01, 2.0005e+03]");
  }

  @Test
  void whatIsNotANumberPrintsAsSuch() {
    assertThat(format(Shape.of(3), Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY))
        .isEqualTo("[ nan,  inf, -inf]");
  }

  @Test
  void matricesOfABatchStandApart() {
    assertThat(format(Shape.of(2, 1, 2), 1, 2, 3, 4)).isEqualTo("[[[1., 2.]],\n\n [[3., 4.]]]");
  }

  @Test
  void emptyTensorsShowTheirBrackets() {
    assertThat(format(Shape.of(0))).isEqualTo("[]");
    assertThat(format(Shape.of(2, 0))).isEqualTo("[[],\n []]");
  }

  @Test
  void longAxesShowOnlyTheirEnds() {
    float[] values = new float[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    assertThat(format(Shape.of(2000), values)).isEqualTo("[0., 1., 2., ..., 1997., 1998., 1999.]");
  }
}
