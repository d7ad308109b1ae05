package dev.corral.backend.opencl;

import java.util.ArrayList;
import java.util.List;

/**
 * Every stride-th element of an axis of an image. All of them are seen by the same elements of the
 * kernel, so the gradient by them is a convolution of the output's gradient at stride 1.
 *
 * @param first the first element
 * @param axis that convolution, along the output's gradient
 * @param firstTap the kernel's element that comes first in it
 * @param tapStep from one of the kernel's elements in it to the next, negative
 */
record AxisPhase(int first, Axis axis, int firstTap, int tapStep) {
  /** The phases of an axis that any element of the kernel sees. */
  static List<AxisPhase> of(Axis axis) {
    List<AxisPhase> phases = new ArrayList<>();
    for (int first = 0; first < count(axis); first++) {
      for (int tap = 0; tap < axis.kernel(); tap++) {
        if ((first + axis.before() - (long) tap * axis.dilation()) % axis.stride() == 0) {
          phases.add(of(axis, first, tap));
          break;
        }
      }
    }
    return phases;
  }

  /** How many phases an axis has, seen or not. */
  static int count(Axis axis) {
    return Math.min(axis.stride(), axis.size());
  }

  /** The phase that begins at an element and is seen by this tap before all others. */
  private static AxisPhase of(Axis axis, int first, int tap) {
    int divisor = commonDivisor(axis.stride(), axis.dilation());
    int step = axis.stride() / divisor;
    int dilation = axis.dilation() / divisor;
    int others = (axis.kernel() - 1 - tap) / step;
    // Where in the output's gradient the first element meets this tap, the rightmost of them.
    int meets = (int) ((first + axis.before() - (long) tap * axis.dilation()) / axis.stride());
    int elements = (axis.size() - 1 - first) / axis.stride() + 1;
    int before = Math.multiplyExact(others, dilation) - meets;
    Axis gradient = new Axis(axis.positions(), others + 1, 1, dilation, before, elements);
    return new AxisPhase(first, gradient, tap + others * step, -step);
  }

  /** The greatest common divisor of two positive numbers, by Euclid. */
  private static int commonDivisor(int a, int b) {
    return a % b == 0 ? b : commonDivisor(b, a % b);
  }
}
