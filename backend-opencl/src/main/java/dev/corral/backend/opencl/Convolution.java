package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Convolutions and their gradients, with the kernels of the device's family. */
final class Convolution {
  private final Arena arena;
  private final Elementwise elementwise;
  private final CorrelationKernels kernels;

  Convolution(Arena arena, Elementwise elementwise, CorrelationKernels kernels) {
    this.arena = arena;
    this.elementwise = elementwise;
    this.kernels = kernels;
  }

  /** A convolution, with what a layer does after it. */
  Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options, Epilogue epilogue) {
    Tensor y = arena.allocate(options.outputShape(x.shape(), kernel.shape()));
    if (y.shape().size() > 0) {
      Correlation c = Correlation.of(x.shape(), kernel.shape(), options);
      kernels.correlate(c, x, new Weights(kernel, true), epilogue, y);
    }
    return y;
  }

  /** The gradient by the input, of the given shape. */
  Tensor inputGradient(Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
    if (shape.size() == 0 || gradient.shape().size() == 0 || kernel.shape().size() == 0) {
      return elementwise.fill(shape, 0);
    }
    Correlation forward = Correlation.of(shape, kernel.shape(), options);
    Tensor dx = forward.skipsInputs() ? elementwise.fill(shape, 0) : arena.allocate(shape);
    for (Correlation phase : forward.inputGradient()) {
      kernels.correlate(phase, gradient, new Weights(kernel, true), Epilogue.NONE, dx);
    }
    return dx;
  }

  /** The gradient by the kernel, of the given shape. */
  Tensor kernelGradient(Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
    if (shape.size() == 0 || gradient.shape().size() == 0) {
      return elementwise.fill(shape, 0);
    }
    Tensor dw = arena.allocate(shape);
    kernels.kernelGradient(Correlation.of(x.shape(), shape, options), x, gradient, dw);
    return dw;
  }
}
