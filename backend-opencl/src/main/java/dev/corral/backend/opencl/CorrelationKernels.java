package dev.corral.backend.opencl;

import dev.corral.tensor.Tensor;

/** The kernels of a family for convolutions and matrix products. */
interface CorrelationKernels {
  /**
   * Computes a correlation that has a result.
   *
   * @param c what to compute
   * @param x the images
   * @param weights the kernel
   * @param epilogue what is done with the sums
   * @param y receives the results
   */
  void correlate(Correlation c, Tensor x, Weights weights, Epilogue epilogue, Tensor y);

  /** Whether a convolution with so many channels measured faster in tiles, if it can be. */
  boolean gainsByWinograd(Correlation c);

  /** The transforms of winograd.cl. */
  Winograd.Transforms winograd();

  /**
   * Images for the transforms in winograd.cl, with all that the tiles of a correlation hold.
   *
   * @param c what is computed in tiles
   * @param x the images
   */
  Winograd.Images wholeTiles(Correlation c, Tensor x);

  /**
   * Computes the gradient of a correlation, in dense order, by its kernel.
   *
   * @param c what the gradient is of; it has a result
   * @param x the images
   * @param gradient the gradient by the results
   * @param dw receives the gradient by the kernel
   */
  void kernelGradient(Correlation c, Tensor x, Tensor gradient, Tensor dw);
}
