package dev.corral.backend.opencl;

/**
 * Where a kernel's elements lie: that of (group, output, input, u, v) at offset + Σ index · step.
 * The same tensor serves the convolution and, seen otherwise, its gradient by the input.
 *
 * @param group from a group to the next
 * @param output from an output channel of a group to the next
 * @param input from an input channel of a group to the next
 * @param row from a row of the kernel to the next
 * @param column from a column of the kernel to the next
 * @param offset of the first element
 */
record KernelView(int group, int output, int input, int row, int column, int offset) {
  /** The dense order. */
  static KernelView dense(int outputs, int inputs, int height, int width) {
    int size = height * width;
    return new KernelView(outputs * inputs * size, inputs * size, size, width, 1, 0);
  }

  /** The kernel as the gradient by the input sees it, from a phase of its rows and columns. */
  KernelView seenFrom(AxisPhase rows, AxisPhase columns) {
    return new KernelView(
        group,
        /* output= */ input,
        /* input= */ output,
        rows.tapStep() * row,
        columns.tapStep() * column,
        offset + rows.firstTap() * row + columns.firstTap() * column);
  }
}
