package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

/**
 * The 3×3 kernels of a convolution as {@link ScalarWinograd} multiplies them: G g Gᵀ of each, in a
 * matrix of interleaved rows for each of its elements. A training step has new ones each time, so
 * their making counts: a loop takes many kernels and one tap at a time, which the compiler
 * vectorises on its own.
 */
final class WinogradWeights {
  private static final int TAPS = 9;
  private static final int SIZE = WinogradForm.F2.inputs();

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
    this.packed = machine.scratch().take((long) SIZE * SIZE * matrix);
  }

  /** From one of the matrices to the next. */
  static int matrixSize(int outputs, int inputs) {
    return (outputs + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS * inputs;
  }

  /** The matrices, in scratch memory. */
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

    /** G's rows for the points ±1 times the kernels' columns, three to a row. */
    private final float[][] inner = take(6);

    private final float[][] pair = take(2);

    private float[][] take(int count) {
      return IntStream.range(0, count)
          .mapToObj(i -> machine.scratch().take(Kernels.ROWS * INPUTS))
          .toArray(float[][]::new);
    }

    void giveBack() {
      for (float[][] arrays : new float[][][] {taps, inner, pair}) {
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
        pair(
            taps[column],
            taps[3 + column],
            taps[6 + column],
            inner[column],
            inner[3 + column],
            count);
      }
      int at = output * inputs + input * Kernels.ROWS;
      int lead = SIZE * matrix;
      row(taps, 0, at, count);
      row(inner, 0, at + lead, count);
      row(inner, 3, at + 2 * lead, count);
      row(taps, 6, at + 3 * lead, count);
    }

    private void row(float[][] columns, int first, int at, int count) {
      float[] a = columns[first];
      float[] b = columns[first + 1];
      float[] c = columns[first + 2];
      System.arraycopy(a, 0, packed, at, count);
      pair(a, b, c, pair[0], pair[1], count);
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

  /** The rows of G for the points ±1: (½, ±½, ½). */
  private static void pair(
      float[] a, float[] b, float[] c, float[] plus, float[] minus, int count) {
    for (int j = 0; j < count; j++) {
      plus[j] = 0.5f * (a[j] + c[j]) + 0.5f * b[j];
      minus[j] = 0.5f * (a[j] + c[j]) - 0.5f * b[j];
    }
  }
}
