package dev.corral.conformance.reference;

import dev.corral.tensor.Padding;
import dev.corral.tensor.Window;

/**
 * How a window slides along one axis of an image. Found anew here by counting, so that a mistake in
 * the framework's own sizes cannot hide.
 *
 * @param size of the image's axis
 * @param begin padding before the first element
 * @param end padding after the last
 * @param kernel taps of the kernel
 * @param stride from one position to the next
 * @param dilation from one tap to the next
 * @param positions of the window
 */
record WindowAxis(
    int size, int begin, int end, int kernel, int stride, int dilation, int positions) {

  static WindowAxis rows(Window w, int size, boolean ceilMode) {
    return of(
        size,
        w.padding().rule(),
        w.padding().top(),
        w.padding().bottom(),
        w.kernelHeight(),
        w.strideHeight(),
        w.dilationHeight(),
        ceilMode);
  }

  static WindowAxis columns(Window w, int size, boolean ceilMode) {
    return of(
        size,
        w.padding().rule(),
        w.padding().left(),
        w.padding().right(),
        w.kernelWidth(),
        w.strideWidth(),
        w.dilationWidth(),
        ceilMode);
  }

  private static WindowAxis of(
      int size,
      Padding.Rule rule,
      int begin,
      int end,
      int kernel,
      int stride,
      int dilation,
      boolean ceilMode) {
    int reach = reach(kernel, dilation);
    int before = begin;
    int after = end;
    if (rule == Padding.Rule.SAME) {
      int outputs = (int) Math.ceil((double) size / stride);
      int total = Math.max(0, (outputs - 1) * stride + reach - size);
      before = total / 2;
      after = total - before;
    }
    int positions = 0;
    while (stands(positions * stride, reach, stride, before, size, after, ceilMode)) {
      positions++;
    }
    return new WindowAxis(size, before, after, kernel, stride, dilation, positions);
  }

  /**
   * Whether the window stands at a start, counted from the first element of the padding: if it lies
   * inside the padded axis; in ceil mode also if it starts before the trailing padding and the
   * position before it left elements over.
   */
  private static boolean stands(
      int start, int reach, int stride, int before, int size, int after, boolean ceilMode) {
    int padded = before + size + after;
    boolean inside = start + reach <= padded;
    return inside || (ceilMode && start < before + size && start - stride + reach < padded);
  }

  static int reach(int kernel, int dilation) {
    return dilation * (kernel - 1) + 1;
  }

  /** The index in the image of what a tap sees at a position; outside it in the padding. */
  int source(int position, int tap) {
    return position * stride - begin + tap * dilation;
  }

  boolean inImage(int source) {
    return source >= 0 && source < size;
  }

  boolean inPadded(int source) {
    return source >= -begin && source < size + end;
  }
}
