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
        tensor,
        key("interleaved"),
        () -> interleaved(HeapStorage.values(tensor), 0, machine.scratch()));
  }

  /** The same without keeping it; from an array. */
  float[] interleaved(float[] values, int at, Scratch scratch) {
    float[] packed = scratch.take((long) groups * interleavedSize());
    for (int group = 0; group < groups; group++) {
      for (int block = 0; block < blocks(); block++) {
        int to = group * interleavedSize() + block * Kernels.ROWS * depth();
        int from = at + group * groupStride + block * Kernels.ROWS * rowStride;
        interleave(values, from, rows - block * Kernels.ROWS, packed, to);
      }
    }
    return packed;
  }

  /** One block; rows that are not there are zeros. */
  private void interleave(float[] values, int from, int present, float[] packed, int to) {
    if (present < Kernels.ROWS) {
      Arrays.fill(packed, to, to + Kernels.ROWS * depth(), 0);
    }
    for (int row = 0; row < Math.min(present, Kernels.ROWS); row++) {
      int at = from + row * rowStride;
      for (int r = 0; r < depthOffsets.length; r++) {
        packed[to + r * Kernels.ROWS + row] = values[at + depthOffsets[r]];
      }
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
