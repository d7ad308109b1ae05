package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class DoubleTensorTest {
  private final DoubleTensor x = DoubleTensor.of(Shape.of(2, 3), 0, 1, 2, 10, 11, 12);

  @Test
  void isIndexedRowMajor() {
    assertThat(x.get(1, 2)).isEqualTo(12);
    assertThat(x).hasToString("[2, 3] [0.0, 1.0, 2.0, 10.0, 11.0, 12.0]");
    assertThat(DoubleTensor.generate(Shape.of(2, 3), i -> 10 * i[0] + i[1]).toArray())
        .isEqualTo(x.toArray());
    assertThat(DoubleTensor.of(Shape.scalar(), 7.0).get()).isEqualTo(7);
  }

  @Test
  void doesNotChange() {
    double[] values = {1, 2};
    DoubleTensor tensor = DoubleTensor.of(Shape.of(2), values);
    values[0] = 9;
    tensor.toArray()[1] = 9;
    assertThat(tensor.with(5, 1).toArray()).containsExactly(1, 5);
    assertThat(tensor.toArray()).containsExactly(1, 2);
  }

  @Test
  void visitsNothingWhereASizeIsZero() {
    assertThat(DoubleTensor.full(Shape.of(2, 0, 3), 1).toArray()).isEmpty();
  }

  @Test
  void roundsToFloat32() {
    assertThat(DoubleTensor.of(Shape.of(2), 0.1, 1e40).toFloatArray())
        .containsExactly(0.1f, Float.POSITIVE_INFINITY);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> DoubleTensor.of(Shape.of(2, 3), 1.0, 2.0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 values for the shape [2, 3]; expected 6 values");
    assertThatThrownBy(() -> x.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
