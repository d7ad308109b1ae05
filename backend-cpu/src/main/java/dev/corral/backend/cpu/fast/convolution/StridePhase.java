package dev.corral.backend.cpu.fast.convolution;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every stride-th element of one axis of a convolution's input: these met the same taps, and tap
 * number t met element i together with element i + shifts[t] of the output.
 *
 * @param phase the first element
 * @param count how many there are
 * @param taps numbers of the taps
 * @param shifts of the outputs
 */
record StridePhase(int phase, int count, int[] taps, int[] shifts) {

  /** The phases of an axis that was padded so much before. */
  static StridePhase[] of(int size, int kernel, int stride, int dilation, int before) {
    return IntStream.range(0, Math.min(stride, size))
        .mapToObj(
            phase -> {
              int[] taps =
                  IntStream.range(0, kernel)
                      .filter(u -> (phase + before - u * dilation) % stride == 0)
                      .toArray();
              int[] shifts =
                  Arrays.stream(taps).map(u -> (phase + before - u * dilation) / stride).toArray();
              return new StridePhase(phase, (size - phase + stride - 1) / stride, taps, shifts);
            })
        .toArray(StridePhase[]::new);
  }

  /** The zeros before the output that the first element needs; negative if it needs less. */
  static int before(StridePhase... phases) {
    return -Arrays.stream(phases).flatMapToInt(p -> Arrays.stream(p.shifts)).min().orElse(0);
  }

  /** How many outputs later than itself an element reaches. */
  static int last(StridePhase... phases) {
    return Arrays.stream(phases).flatMapToInt(p -> Arrays.stream(p.shifts)).max().orElse(0);
  }

  /** Elements of the padded output that the last element reaches to. */
  static int extent(int before, StridePhase... phases) {
    return Arrays.stream(phases)
        .flatMapToInt(p -> Arrays.stream(p.shifts).map(shift -> p.count + shift + before))
        .max()
        .orElse(1);
  }

  /** The tap that met outputs shifted so, or -1. */
  int tapAt(int shift) {
    for (int t = 0; t < taps.length; t++) {
      if (shifts[t] == shift) {
        return taps[t];
      }
    }
    return -1;
  }
}
