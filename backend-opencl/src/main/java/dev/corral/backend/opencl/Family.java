package dev.corral.backend.opencl;

import java.util.Locale;

/** For which kind of device kernels are written and launched. */
enum Family {
  /** Few work-items, each with long runs of neighbouring elements in explicit vectors. */
  CPU(8),
  /** Very many work-items, neighbours on neighbouring elements. */
  GPU(1);

  private final int width;

  Family(int width) {
    this.width = width;
  }

  /** Elements of a vector, WIDTH in common.cl. */
  int width() {
    return width;
  }

  /** The family's name as users write it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
