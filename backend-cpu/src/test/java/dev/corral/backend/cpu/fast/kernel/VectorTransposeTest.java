package dev.corral.backend.cpu.fast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.cpu.fast.machine.KernelChoice;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every count of channels with counts of columns around a vector's length, and what lies beside.
 */
class VectorTransposeTest {
  private static final int[] COUNTS = {0, 1, 2, 10, 14, 15, 16, 17, 28, 31, 32, 33, 56};

  @BeforeAll
  static void needsVectors() {
    Assumptions.assumeTrue(
        ModuleLayer.boot().findModule(KernelChoice.MODULE).isPresent(),
        "needs " + KernelChoice.FLAG + ", as the execution simd gives it");
  }

  private interface Task {
    void run(int channels, int count);
  }

  private static void forAll(Task task) {
    for (int channels = 1; channels <= ChannelKernels.LANES; channels++) {
      for (int count : COUNTS) {
        task.run(channels, count);
      }
    }
  }

  private static float[] numbered(int size) {
    float[] values = new float[size + HeapStorage.SLACK];
    for (int i = 0; i < size; i++) {
      values[i] = i + 1;
    }
    Arrays.fill(values, size, values.length, Float.NaN);
    return values;
  }

  @Test
  void putsChannelsSideBySide() {
    int lanes = ChannelKernels.LANES;
    forAll(
        (channels, count) -> {
          int lead = count + 3;
          float[] x = numbered(5 + channels * lead);
          float[] y = numbered(7 + lanes * count);
          float[] expected = y.clone();
          for (int i = 0; i < lanes * count; i++) {
            int c = i % lanes;
            expected[7 + i] = c < channels ? x[5 + c * lead + i / lanes] : 0;
          }
          VectorTranspose.toLanes(x, 5, lead, channels, count, y, 7);
          assertThat(y).isEqualTo(expected);
        });
  }

  @Test
  void putsRowsOfChannelsSideBySide() {
    int lanes = ChannelKernels.LANES;
    int rows = 3;
    forAll(
        (channels, count) -> {
          int pitch = count + 2;
          int lead = rows * pitch + 3;
          int toPitch = lanes * (count + 1);
          float[] x = numbered(5 + channels * lead);
          float[] y = numbered(7 + rows * toPitch);
          float[] expected = y.clone();
          for (int i = 0; i < rows * lanes * count; i++) {
            int row = i / (lanes * count);
            int column = i / lanes % count;
            int c = i % lanes;
            expected[7 + row * toPitch + column * lanes + c] =
                c < channels ? x[5 + c * lead + row * pitch + column] : 0;
          }
          VectorTranspose.toLanes(x, 5, lead, channels, rows, pitch, count, y, 7, toPitch);
          assertThat(y).isEqualTo(expected);
        });
  }

  @Test
  void takesChannelsApart() {
    int lanes = ChannelKernels.LANES;
    forAll(
        (channels, count) -> {
          int lead = count + 3;
          float[] x = numbered(5 + lanes * count);
          float[] y = numbered(7 + channels * lead);
          float[] expected = y.clone();
          for (int i = 0; i < channels * count; i++) {
            int c = i / count;
            int j = i % count;
            expected[7 + c * lead + j] = x[5 + lanes * j + c];
          }
          VectorTranspose.fromLanes(x, 5, count, channels, y, 7, lead);
          assertThat(y).isEqualTo(expected);
        });
  }

  /** What is no number keeps its bits. */
  @Test
  void keepsBits() {
    int lanes = ChannelKernels.LANES;
    float[] x = new float[lanes * lanes + HeapStorage.SLACK];
    for (int i = 0; i < lanes * lanes; i++) {
      x[i] = Float.intBitsToFloat(i % 2 == 0 ? 0xffc0_0000 + i : i);
    }
    float[] y = new float[x.length];
    float[] back = new float[x.length];
    VectorTranspose.toLanes(x, 0, lanes, lanes, lanes, y, 0);
    VectorTranspose.fromLanes(y, 0, lanes, lanes, back, 0, lanes);
    for (int i = 0; i < lanes * lanes; i++) {
      assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(x[i]));
    }
  }
}
