package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors that are large enough to be cut into parts. Numbers are whole, so sums are exact. */
@NeedsDevice
class SizeTest {
  private Session session;
  private Scope scope;
  private Ops ops;

  private void open(Family family) {
    session = Backends.of(new OpenClProvider()).open("opencl", Map.of("family", family.id()));
    scope = session.scope();
    ops = scope.ops();
  }

  @AfterEach
  void close() {
    session.close();
    assertThat(Cl.live()).isEmpty();
  }

  private static float[] wholeNumbers(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(7) - 3;
    }
    return values;
  }

  private static float total(float[] values, int first, int count, int step) {
    float total = 0;
    for (int i = 0; i < count; i++) {
      total += values[first + i * step];
    }
    return total;
  }

  @ParameterizedTest
  @EnumSource
  void reducesInParts(Family family) {
    open(family);
    int rows = 3;
    int length = 300_007;
    float[] values = wholeNumbers(rows * length);
    Tensor x = ops.fromArray(Shape.of(rows, length), values);
    assertThat(ops.sum(x).item()).isEqualTo(total(values, 0, values.length, 1));
    float[] sums = ops.sum(x, 1).toArray();
    for (int row = 0; row < rows; row++) {
      assertThat(sums[row]).isEqualTo(total(values, row * length, length, 1));
    }
    Tensor columns = ops.reshape(x, length, rows);
    float[] columnSums = ops.sum(columns, 0).toArray();
    for (int column = 0; column < rows; column++) {
      assertThat(columnSums[column]).isEqualTo(total(values, column, length, rows));
    }
    values[700_001] = 4;
    Tensor peak = ops.fromArray(Shape.of(rows * length), values);
    assertThat(ops.max(peak).item()).isEqualTo(4);
    assertThat(ops.argmax(peak).item()).isEqualTo(700_001);
  }

  @ParameterizedTest
  @EnumSource
  void findsTheFirstOfManyLargest(Family family) {
    open(family);
    float[] values = new float[500_000];
    Arrays.fill(values, 123_456, values.length, 5);
    assertThat(ops.argmax(ops.tensor(values)).item()).isEqualTo(123_456);
    values[400_000] = Float.NaN;
    values[450_000] = Float.NaN;
    assertThat(ops.argmax(ops.tensor(values)).item()).isEqualTo(400_000);
    assertThat(ops.max(ops.tensor(values)).item()).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void movesAndMapsManyElements(Family family) {
    open(family);
    int rows = 515;
    int columns = 1031;
    float[] values = wholeNumbers(rows * columns);
    Tensor x = ops.fromArray(Shape.of(rows, columns), values);
    float[] turned = ops.permute(x, 1, 0).toArray();
    float[] sum = ops.add(x, ops.reshape(ops.arange(rows), rows, 1)).toArray();
    float[] reversed = ops.flip(x, 0, 1).toArray();
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      assertThat(turned[column * rows + row]).isEqualTo(values[i]);
      assertThat(sum[i]).isEqualTo(values[i] + row);
      assertThat(reversed[values.length - 1 - i]).isEqualTo(values[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesLargeMatrices(Family family) {
    open(family);
    int m = 133;
    int k = 257;
    int n = 141;
    float[] a = wholeNumbers(m * k);
    float[] b = wholeNumbers(k * n);
    float[] y =
        ops.matmul(ops.fromArray(Shape.of(m, k), a), ops.fromArray(Shape.of(k, n), b)).toArray();
    for (int i = 0; i < m * n; i++) {
      float expected = 0;
      for (int p = 0; p < k; p++) {
        expected += a[i / n * k + p] * b[p * n + i % n];
      }
      assertThat(y[i]).isEqualTo(expected);
    }
  }

  /** A storage is transferred in several pieces. */
  @ParameterizedTest
  @EnumSource
  void transfersLargeTensors(Family family) {
    open(family);
    float[] values = new float[(33 << 20) + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    assertThat(Arrays.equals(ops.tensor(values).toArray(), values)).isTrue();
  }
}
