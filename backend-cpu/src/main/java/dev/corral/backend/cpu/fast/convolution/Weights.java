package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.backend.cpu.fast.memory.Scratch;
import dev.corral.tensor.Tensor;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The left factors of a correlation, one a group, inside an array: element (row, r) of group g lies
 * at g · groupStride + row · rowStride + depthOffsets[r].
 */
record Weights(int groups, int rows, int groupStride, int rowStride, int[] depthOffsets) {
  /** Elements that are worth a task of their own. */
  private static final int LEAST_ELEMENTS = 16384;

  /** How many elements each group takes when so many of its rows are interleaved. */
  int interleavedSize(int together) {
    return blocks(together) * together * depth();
  }

  int depth() {
    return depthOffsets.length;
  }

  /** The same rows with their elements in another order. */
  Weights ordered(int[] order) {
    int[] offsets = IntStream.of(order).map(r -> depthOffsets[r]).toArray();
    return new Weights(groups, rows, groupStride, rowStride, offsets);
  }

  private int blocks(int together) {
    return (rows + together - 1) / together;
  }

  /** The elements of a tensor as {@link Kernels#multiply} wants them, made once. */
  float[] interleaved(Tensor tensor, Machine machine) {
    return HeapStorage.derived(
        tensor, key("interleaved"), () -> interleaved(HeapStorage.values(tensor), machine));
  }

  /** The same without keeping it; from an array. */
  float[] interleaved(float[] values, Machine machine) {
    return interleaved(values, Kernels.ROWS, Kernels.ROWS, machine);
  }

  /** The elements of a tensor as {@link LaneSum} wants them, made once. */
  float[] inLanes(Tensor tensor, Machine machine) {
    return HeapStorage.derived(
        tensor, key("in lanes"), () -> inLanes(HeapStorage.values(tensor), machine));
  }

  /** The same without keeping it; from an array. */
  float[] inLanes(float[] values, Machine machine) {
    return interleaved(values, LaneSum.BLOCK, 2 * LaneSum.BLOCK, machine);
  }

  /**
   * Interleaves rows.
   *
   * @param block rows that are filled up with zeros where there are fewer
   * @param most rows together, one or two blocks
   */
  private float[] interleaved(float[] values, int block, int most, Machine machine) {
    float[] packed = machine.scratch().take((long) groups * interleavedSize(block));
    int parts = blocks(most);
    boolean consecutive = isConsecutive();
    machine
        .workers()
        .split(
            groups * parts,
            1 + LEAST_ELEMENTS / (most * Math.max(1, depth())),
            (begin, end) -> {
              for (int i = begin; i < end; i++) {
                int row = i % parts * most;
                int from = i / parts * groupStride + row * rowStride;
                int to = i / parts * interleavedSize(block) + row * depth();
                int present = Math.min(rows - row, most);
                if (consecutive && present == Kernels.ROWS && most == Kernels.ROWS) {
                  int first = from + depthOffsets[0];
                  machine.kernels().interleave(values, first, rowStride, depth(), packed, to);
                } else {
                  interleave(values, from, present, present <= block ? block : most, packed, to);
                }
              }
            });
    return packed;
  }

  /** So many rows; those that are not there are zeros. */
  private void interleave(
      float[] values, int from, int present, int together, float[] packed, int to) {
    if (present < together) {
      Arrays.fill(packed, to, to + together * depth(), 0);
    }
    for (int row = 0; row < present; row++) {
      int at = from + row * rowStride;
      for (int r = 0; r < depthOffsets.length; r++) {
        packed[to + r * together + row] = values[at + depthOffsets[r]];
      }
    }
  }

  private boolean isConsecutive() {
    return depth() > 0
        && IntStream.range(1, depth()).allMatch(r -> depthOffsets[r] == depthOffsets[0] + r);
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
