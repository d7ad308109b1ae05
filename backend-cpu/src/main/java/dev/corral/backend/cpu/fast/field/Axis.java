package dev.corral.backend.cpu.fast.field;

import java.util.stream.IntStream;

/**
 * One axis of an image that was taken apart into phases, every stride-th element each, with zeros
 * around: element i of phase f is element i · stride + f − before of the axis.
 *
 * @param size of the axis
 * @param stride how many phases there are
 * @param before zeros before the first element; negative leaves elements out
 * @param extent elements of each phase
 */
public record Axis(int size, int stride, int before, int extent) {

  /** As a convolution needs it: tap u lies in one phase, by a constant number of elements later. */
  public static Axis of(int size, int kernel, int stride, int dilation, int before, int outputs) {
    return new Axis(size, stride, before, outputs + (kernel - 1) * dilation / stride);
  }

  /** Whether the axis is its only phase. */
  boolean isPlain() {
    return stride == 1 && before == 0 && extent == size;
  }

  /** The first element of a phase that is not a zero, at most its extent. */
  int first(int phase) {
    return Math.min(extent, Math.max(0, (before - phase + stride - 1) / stride));
  }

  /** One after the last element of a phase that is not a zero. */
  int last(int phase) {
    int end = Math.floorDiv(size + before - phase + stride - 1, stride);
    return Math.max(first(phase), Math.min(extent, end));
  }

  /** Which of its elements an element of a phase is. */
  int source(int phase, int index) {
    return index * stride + phase - before;
  }

  /** The phases that some tap of a kernel lies in, ascending. */
  public int[] phases(int kernel, int dilation) {
    return IntStream.range(0, kernel).map(u -> u * dilation % stride).distinct().sorted().toArray();
  }
}
