package dev.corral.backend.cpu.fast.convolution;

/** The ways to convolve. One that cannot do a shape leaves it to the backend's own choice. */
public enum Algorithm {
  /** The fastest for each shape within the direct or tile numerics class. */
  AUTO,

  /** Each output channel slides over the image by itself: for few outputs a group. */
  DIRECT,

  /** A product with panels that are gathered from the image as they are needed. */
  GEMM,

  /**
   * Winograd's F(2×2, 3×3) for 3×3 kernels of stride 1, and F(2, 3) down the columns of others from
   * 3×3 on; of the tile numerics class. The scalar kernels have no F(2, 3).
   */
  WINOGRAD2,

  /**
   * Winograd's F(4×4, 3×3), of the fast numerics class, in place of F(2×2, 3×3), which the scalar
   * kernels stay with.
   */
  WINOGRAD4,

  /**
   * Winograd's F(4×4, 3×3) at complex points, of the tile numerics class, in place of F(2×2, 3×3),
   * which the scalar kernels stay with.
   */
  WINOGRAD4_COMPLEX,

  /**
   * Fourier transforms of tiles, of the fast numerics class: for kernels of stride 1, above all
   * large ones.
   */
  FFT
}
