package dev.corral.backend.cpu.fast;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

/**
 * The 3×3 kernels of a convolution as {@link Winograd} multiplies them: G g Gᵀ of each, in 16
 * matrices of interleaved rows. A training step has new ones each time, so their making counts: a
 * loop takes many kernels and one tap at a time, which the compiler vectorises on its own.
 */
final class WinogradWeights {
  private static final int TAPS = 9;
  private static final int ELEMENTS = 16;

  /** Inputs that are transformed at once, so that what they become stays in the cache. */
  private static final int INPUTS = 128;

  private final Machine machine;
  private final float[] w;
  private final int outputs;
  private final int inputs;
  private final boolean flipped;
  private final float[] packed;
  private final int matrix;

  /**
   * The weights of one convolution.
   *
   * @param w [outputs, inputs, 3, 3]; if flipped [inputs, outputs, 3, 3]
   * @param flipped whether each kernel's elements are taken in reverse order
   */
  WinogradWeights(Machine machine, float[] w, int outputs, int inputs, boolean flipped) {
    this.machine = machine;
    this.w = w;
    this.outputs = outputs;
    this.inputs = inputs;
    this.flipped = flipped;
    this.matrix = matrixSize(outputs, inputs);
    this.packed = machine.scratch().take((long) ELEMENTS * matrix);
  }

  /** From one of the 16 matrices to the next. */
  static int matrixSize(int outputs, int inputs) {
    return (outputs + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS * inputs;
  }

  /** The 16 matrices, in scratch memory. */
  float[] transformed() {
    int chunks = (inputs + INPUTS - 1) / INPUTS;
    int blocks = (outputs + Kernels.ROWS - 1) / Kernels.ROWS;
    machine
        .workers()
        .split(
            blocks * chunks,
            1,
            (from, to) -> {
              Chunk chunk = new Chunk();
              for (int i = from; i < to; i++) {
                chunk.transform(i / chunks * Kernels.ROWS, i % chunks * INPUTS);
              }
              chunk.giveBack();
            });
    return packed;
  }

  /** Working memory for four outputs' kernels of some inputs. */
  private final class Chunk {
    private final float[][] taps = take(TAPS);
    private final float[][] sums = take(3);
    private final float[][] differences = take(3);
    private final float[][] pair = take(2);

    private float[][] take(int count) {
      return IntStream.range(0, count)
          .mapToObj(i -> machine.scratch().take(Kernels.ROWS * INPUTS))
          .toArray(float[][]::new);
    }

    void giveBack() {
      for (float[][] arrays : new float[][][] {taps, sums, differences, pair}) {
        Arrays.stream(arrays).forEach(machine.scratch()::give);
      }
    }

    void transform(int output, int input) {
      int present = Math.min(Kernels.ROWS, outputs - output);
      int wide = Math.min(INPUTS, inputs - input);
      if (present < Kernels.ROWS) {
        Arrays.stream(taps).forEach(tap -> Arrays.fill(tap, 0));
      }
      for (int i = 0; i < present; i++) {
        int row = output + i;
        int at = TAPS * (flipped ? input * outputs + row : row * inputs + input);
        gather(w, at, TAPS * (flipped ? outputs : 1), wide, taps, i);
      }
      if (flipped) {
        Collections.reverse(Arrays.asList(taps));
      }
      int count = Kernels.ROWS * wide;
      for (int column = 0; column < 3; column++) {
        halves(
            taps[column],
            taps[3 + column],
            taps[6 + column],
            sums[column],
            differences[column],
            count);
      }
      int at = output * inputs + input * Kernels.ROWS;
      row(taps[0], taps[1], taps[2], at, count);
      row(sums[0], sums[1], sums[2], at + 4 * matrix, count);
      row(differences[0], differences[1], differences[2], at + 8 * matrix, count);
      row(taps[6], taps[7], taps[8], at + 12 * matrix, count);
    }

    private void row(float[] a, float[] b, float[] c, int at, int count) {
      System.arraycopy(a, 0, packed, at, count);
      halves(a, b, c, pair[0], pair[1], count);
      System.arraycopy(pair[0], 0, packed, at + matrix, count);
      System.arraycopy(pair[1], 0, packed, at + 2 * matrix, count);
      System.arraycopy(c, 0, packed, at + 3 * matrix, count);
    }
  }

  /** Interleaves the kernels of one output, tap by tap. */
  private static void gather(float[] w, int at, int step, int count, float[][] taps, int row) {
    float[] t0 = taps[0];
    float[] t1 = taps[1];
    float[] t2 = taps[2];
    float[] t3 = taps[3];
    float[] t4 = taps[4];
    float[] t5 = taps[5];
    float[] t6 = taps[6];
    float[] t7 = taps[7];
    float[] t8 = taps[8];
    for (int j = 0; j < count; j++) {
      int from = at + j * step;
      int to = Kernels.ROWS * j + row;
      t0[to] = w[from];
      t1[to] = w[from + 1];
      t2[to] = w[from + 2];
      t3[to] = w[from + 3];
      t4[to] = w[from + 4];
      t5[to] = w[from + 5];
      t6[to] = w[from + 6];
      t7[to] = w[from + 7];
      t8[to] = w[from + 8];
    }
  }

  /** The inner rows of G: (a + b + c) / 2 and (a − b + c) / 2. */
  private static void halves(
      float[] a, float[] b, float[] c, float[] sum, float[] difference, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] = (a[j] + b[j] + c[j]) * 0.5f;
      difference[j] = (a[j] - b[j] + c[j]) * 0.5f;
    }
  }
}
