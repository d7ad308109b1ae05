package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Session;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case along both axes: as a single column and as a single row. */
class PoolingTest {
  private final Session session = Backends.of(new NaiveProvider()).open();
  private final Ops ops = session.scope().ops();

  @AfterEach
  void close() {
    session.close();
  }

  private Tensor line(boolean column, float... values) {
    return ops.fromArray(shape(column, values.length), values);
  }

  private static Shape shape(boolean column, int length) {
    return column ? Shape.of(1, 1, length, 1) : Shape.of(1, 1, 1, length);
  }

  /** A window of 2 elements with stride 2 along the line. */
  private static Pool2dOptions pairs(boolean column, int before, int after) {
    return Pool2dOptions.of(
        column
            ? Window.of(2, 1).stride(2, 1).padding(Padding.of(before, 0, after, 0))
            : Window.of(1, 2).stride(1, 2).padding(Padding.of(0, before, 0, after)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void paddingIsNeverTheLargest(boolean column) {
    Tensor x = line(column, -1, -2, -3, -4);
    assertThat(ops.maxPool2d(x, pairs(column, 1, 1)).toArray()).containsExactly(-1, -2, -4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void elementsThatTieShareTheGradient(boolean column) {
    Tensor x = line(column, 5, 5, 7, 3, Float.NaN, 9);
    Pool2dOptions options = pairs(column, 0, 0);
    Tensor y = ops.maxPool2d(x, options);
    assertThat(y.toArray()).containsExactly(5, 7, Float.NaN);
    Tensor gradient = line(column, 6, 4, 2);
    assertThat(ops.maxPool2dGradient(x, y, gradient, options).toArray())
        .containsExactly(3, 3, 4, 0, 2, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void paddingNeverSharesTheGradient(boolean column) {
    Tensor x = line(column, Float.NEGATIVE_INFINITY);
    Pool2dOptions options = pairs(column, 1, 0);
    Tensor y = ops.maxPool2d(x, options);
    assertThat(ops.maxPool2dGradient(x, y, line(column, 6), options).toArray()).containsExactly(6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void meansCountThePaddingOnlyIfAsked(boolean column) {
    Tensor x = line(column, 8, 2, 4, 6);
    Pool2dOptions options = pairs(column, 1, 1);
    assertThat(ops.avgPool2d(x, options).toArray()).containsExactly(8, 3, 6);
    assertThat(ops.avgPool2d(x, options.countIncludePad(true)).toArray()).containsExactly(4, 3, 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void meansNeverCountWhatCeilModeReachesOver(boolean column) {
    Tensor x = line(column, 8, 2);
    Pool2dOptions options = pairs(column, 1, 0).ceilMode(true);
    assertThat(ops.avgPool2d(x, options).toArray()).containsExactly(8, 2);
    assertThat(ops.avgPool2d(x, options.countIncludePad(true)).toArray()).containsExactly(4, 2);
    Tensor gradient = line(column, 6, 10);
    assertThat(ops.avgPool2dGradient(x.shape(), gradient, options.countIncludePad(true)).toArray())
        .containsExactly(3, 10);
  }
}
