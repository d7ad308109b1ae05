package dev.corral.examples.chapter;

import java.util.List;

/**
 * The rows, or columns, of a layer's input that some of its output's can see. What lies below 0 or
 * past the end is padding.
 *
 * @param first the first
 * @param last the last
 */
record FieldInterval(int first, int last) {
  /**
   * A convolution along one axis.
   *
   * @param kernel elements of the kernel
   * @param stride from one position to the next
   * @param padding zeros on either side
   */
  record Layer(int kernel, int stride, int padding) {}

  /** What one output element sees of the input of a stack of layers. */
  static FieldInterval of(int output, List<Layer> stack) {
    FieldInterval field = new FieldInterval(output, output);
    for (int i = stack.size() - 1; i >= 0; i--) {
      Layer layer = stack.get(i);
      field =
          new FieldInterval(
              field.first * layer.stride - layer.padding,
              field.last * layer.stride - layer.padding + layer.kernel - 1);
    }
    return field;
  }

  int size() {
    return last - first + 1;
  }

  boolean contains(int index) {
    return first <= index && index <= last;
  }
}
