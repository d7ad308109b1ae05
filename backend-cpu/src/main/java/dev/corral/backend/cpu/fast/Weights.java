package dev.corral.backend.cpu.fast;

import dev.corral.tensor.Tensor;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The left factors of a correlation, one a group, inside an array: element (row, r) of group g lies
 * at g · groupStride + row · rowStride + depthOffsets[r].
 */
record Weights(int groups, int rows, int groupStride, int rowStride, int[] depthOffsets) {
  /** Elements that are worth a task of their own. */
  private static final int LEAST_ELEMENTS = 16384;

  /** How many elements each group takes when its rows are interleaved. */
  int interleavedSize() {
    return blocks() * Kernels.ROWS * depth();
  }

  int depth() {
    return depthOffsets.length;
  }

  private int blocks() {
    return (rows + Kernels.ROWS - 1) / Kernels.ROWS;
  }

  /** The elements of a tensor as {@link Kernels#multiply} wants them, made once. */
  float[] interleaved(Tensor tensor, Machine machine) {
    return HeapStorage.derived(
        tensor, key("interleaved"), () -> interleaved(HeapStorage.values(tensor), machine));
  }

  /** The same without keeping it; from an array. */
  float[] interleaved(float[] values, Machine machine) {
    float[] packed = machine.scratch().take((long) groups * interleavedSize());
    machine
        .workers()
        .split(
            groups * blocks(),
            1 + LEAST_ELEMENTS / (Kernels.ROWS * Math.max(1, depth())),
            (begin, end) -> {
              for (int i = begin; i < end; i++) {
                int block = i % blocks() * Kernels.ROWS;
                int from = i / blocks() * groupStride + block * rowStride;
                interleave(values, from, rows - block, packed, i * Kernels.ROWS * depth());
              }
            });
    return packed;
  }

  /** One block; rows that are not there are zeros. */
  private void interleave(float[] values, int from, int present, float[] packed, int to) {
    if (present < Kernels.ROWS) {
      Arrays.fill(packed, to, to + Kernels.ROWS * depth(), 0);
      for (int row = 0; row < present; row++) {
        int at = from + row * rowStride;
        for (int r = 0; r < depthOffsets.length; r++) {
          packed[to + r * Kernels.ROWS + row] = values[at + depthOffsets[r]];
        }
      }
      return;
    }
    for (int r = 0; r < depthOffsets.length; r++) {
      int at = from + depthOffsets[r];
      int next = to + r * Kernels.ROWS;
      packed[next] = values[at];
      packed[next + 1] = values[at + rowStride];
      packed[next + 2] = values[at + 2 * rowStride];
      packed[next + 3] = values[at + 3 * rowStride];
    }
  }

  /** The elements of a tensor row by row, group by group, made once. */
  float[] plain(Tensor tensor, Machine machine) {
    return HeapStorage.derived(
        tensor, key("plain"), () -> plain(HeapStorage.values(tensor), machine.scratch()));
  }

  private float[] plain(float[] values, Scratch scratch) {
    float[] packed = scratch.take((long) groups * rows * depth());
    for (int row = 0; row < groups * rows; row++) {
      int at = row / rows * groupStride + row % rows * rowStride;
      for (int r = 0; r < depth(); r++) {
        packed[row * depth() + r] = values[at + depthOffsets[r]];
      }
    }
    return packed;
  }

  private Object key(String form) {
    return List.of(form, groups, rows, groupStride, rowStride, IntBuffer.wrap(depthOffsets));
  }
}
