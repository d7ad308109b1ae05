package dev.corral.backend.opencl;

import java.util.Locale;

/** The ways to convolve. One that cannot do a shape leaves it to the other. */
enum Algorithm {
  /** The one that measured fastest for each shape. */
  AUTO,
  /** Sums of products as they are defined. */
  DIRECT,
  /** Winograd's F(2×2, 3×3), of the tile numerics class: for 3×3 kernels at stride 1. */
  WINOGRAD2;

  /** The algorithm's name as users write it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
