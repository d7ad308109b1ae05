package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;

/**
 * Where rows begin in a tensor: the row of indices (i₀, i₁, …) at offset + Σ iₐ · stride(a). On the
 * device it is the struct Layout of common.cl.
 */
final class Layout {
  /** Axes of the struct. */
  private static final int MAX_AXES = 5;

  private Layout() {}

  static Argument of(int offset, int[] dims, int[] strides) {
    int[] struct = new int[2 + 2 * MAX_AXES];
    struct[0] = dims.length;
    struct[1] = offset;
    System.arraycopy(dims, 0, struct, 2, dims.length);
    System.arraycopy(strides, 0, struct, 2 + MAX_AXES, strides.length);
    return Argument.ints(struct);
  }
}
