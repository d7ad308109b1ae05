package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference counts a window's positions; the framework computes them. Both must agree. */
class WindowAxisTest {
  private static final int LARGEST_SIZE = 8;

  /** Small windows, all different along the two axes. */
  static Stream<Window> windows() {
    return IntStream.rangeClosed(1, 4)
        .boxed()
        .flatMap(
            kernel ->
                IntStream.rangeClosed(1, 5)
                    .boxed()
                    .flatMap(
                        stride ->
                            IntStream.rangeClosed(1, 3)
                                .mapToObj(
                                    dilation ->
                                        Window.of(kernel, 5 - kernel)
                                            .stride(stride, 6 - stride)
                                            .dilation(dilation, 4 - dilation))));
  }

  private static Stream<Padding> paddings() {
    return Stream.concat(
        Stream.of(Padding.same()),
        IntStream.range(0, 25).mapToObj(i -> Padding.of(i % 5, i / 5, i / 5, i % 5)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void countsAsManyPositionsAsTheFrameworkComputes(Window window) {
    paddings().map(window::padding).forEach(WindowAxisTest::agreesOnAllSizes);
  }

  private static void agreesOnAllSizes(Window window) {
    for (int size = 0; size <= LARGEST_SIZE; size++) {
      for (boolean ceilMode : new boolean[] {false, true}) {
        Pool2dOptions options = Pool2dOptions.of(window).ceilMode(ceilMode);
        WindowAxis rows = WindowAxis.rows(window, size, ceilMode);
        WindowAxis columns = WindowAxis.columns(window, size, ceilMode);
        assertThat(options.outputShape(Shape.of(1, 1, size, size)))
            .as("%s on %d×%d", options, size, size)
            .isEqualTo(Shape.of(1, 1, rows.positions(), columns.positions()));
        Padding padding = window.resolve(size, size).padding();
        assertThat(Padding.of(rows.begin(), columns.begin(), rows.end(), columns.end()))
            .as("%s on %d×%d", window, size, size)
            .isEqualTo(padding);
      }
    }
  }
}
