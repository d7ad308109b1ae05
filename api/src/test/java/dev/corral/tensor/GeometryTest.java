package dev.corral.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sizes of windows, pools, slices and views, against values worked out by hand or by ONNX. */
class GeometryTest {
  @Test
  void samePaddingPutsTheOddOneAtTheEnd() {
    Window window = Window.of(2, 3).stride(2, 2).padding(Padding.same());
    assertThat(window.resolve(5, 4).padding()).isEqualTo(Padding.of(0, 0, 1, 1));
    assertThat(window.outputHeight(5)).isEqualTo(3);
    assertThat(window.outputWidth(4)).isEqualTo(2);
    assertThat(Window.of(1, 1).stride(3, 3).padding(Padding.same()).resolve(4, 4).padding())
        .isEqualTo(Padding.valid());
  }

  @Test
  void dilationWidensTheReach() {
    Window window = Window.of(3, 2).dilation(2, 4);
    assertThat(window.reachHeight()).isEqualTo(5);
    assertThat(window.reachWidth()).isEqualTo(5);
    assertThat(window.outputHeight(7)).isEqualTo(3);
    assertThat(window.outputWidth(4)).isZero();
  }

  @Test
  void ceilModeCountsAPartialWindowThatStartsInside() {
    Shape four = Shape.of(1, 1, 4, 4);
    Pool2dOptions pool = Pool2dOptions.of(Window.of(3, 3).stride(2, 2));
    assertThat(pool.outputShape(four)).isEqualTo(Shape.of(1, 1, 1, 1));
    assertThat(pool.ceilMode(true).outputShape(four)).isEqualTo(Shape.of(1, 1, 2, 2));
    // The last window would start in the padding after the image, so it does not count.
    Pool2dOptions padded = Pool2dOptions.of(Window.of(1, 1).stride(3, 3).padding(Padding.of(1, 1)));
    assertThat(padded.ceilMode(true).outputShape(Shape.of(1, 1, 3, 3)))
        .isEqualTo(Shape.of(1, 1, 2, 2));
    // A window larger than the image counts if it starts inside.
    assertThat(Pool2dOptions.of(2, 2).ceilMode(true).outputShape(Shape.of(1, 1, 1, 1)))
        .isEqualTo(Shape.of(1, 1, 1, 1));
  }

  @Test
  void slicesResolveAndGoBack() {
    Slice slice = new Slice(-4, Slice.END, 3).resolve(5);
    assertThat(slice).isEqualTo(new Slice(1, 5, 3));
    assertThat(slice.count()).isEqualTo(2);
    assertThat(slice.padBack(5)).isEqualTo(new Pad(1, 0, 2));
    assertThat(slice.padBack(5).outputSize(2)).isEqualTo(5);
    assertThat(slice.padBack(5).sliceBack(2)).isEqualTo(new Slice(1, 5, 3));
    assertThat(Slice.at(-1).resolve(3)).isEqualTo(new Slice(2, 3, 1));
    assertThat(Slice.of(2, 2).resolve(3).padBack(3)).isEqualTo(Pad.of(3, 0));
    assertThat(Slice.from(1).step(2)).hasToString("1::2");
  }

  @Test
  void viewsListTheirPlaces() {
    Shape x = Shape.of(2, 3);
    assertThat(View.permute(x, 1, 0).positions()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(View.flip(x, 0, 1).positions()).containsExactly(5, 4, 3, 2, 1, 0);
    assertThat(View.broadcast(Shape.of(2, 1), x).positions()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(View.reduce(x, 0).positions()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(View.pad(x, Pad.of(1, 0), new Pad(0, 0, 1)).positions())
        .containsExactly(5, 7, 9, 10, 12, 14);
    assertThat(View.windows(Shape.of(1, 1, 3, 3), Window.of(2, 2).stride(1, 1)).positions())
        .containsExactly(0, 1, 3, 4, 1, 2, 4, 5, 3, 4, 6, 7, 4, 5, 7, 8);
    assertThat(View.slice(x, Slice.of(0, 2), Slice.of(0, 0)).positions()).isEmpty();
    View part = View.part(x, 1, 1, 2);
    assertThat(part.offset()).isEqualTo(1);
    assertThat(part.stride(0)).isEqualTo(3);
  }

  @Test
  void optionsKnowTheirOutput() {
    Conv2dOptions options = Conv2dOptions.DEFAULT.stride(3, 4).padding(Padding.of(0, 1));
    assertThat(options.outputShape(Shape.of(1, 1, 8, 8), Shape.of(1, 1, 3, 5)))
        .isEqualTo(Shape.of(1, 1, 2, 2));
  }
}
