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
  private final Winograd winograd;
  private final Algorithm algorithm;

  Convolution(
      Arena arena,
      Context context,
      Elementwise elementwise,
      CorrelationKernels kernels,
      Algorithm algorithm) {
    this.arena = arena;
    this.elementwise = elementwise;
    this.kernels = kernels;
    winograd = new Winograd(arena, context, kernels);
    this.algorithm = algorithm;
  }

  /** A convolution, with what a layer does after it. */
  Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options, Epilogue epilogue) {
    Tensor y = arena.allocate(options.outputShape(x.shape(), kernel.shape()));
    if (y.shape().size() > 0) {
      Correlation c = Correlation.of(x.shape(), kernel.shape(), options);
      correlate(c, x, kernel, epilogue, y);
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
      correlate(phase, gradient, kernel, Epilogue.NONE, dx);
    }
    return dx;
  }

  private void correlate(Correlation c, Tensor x, Tensor kernel, Epilogue epilogue, Tensor y) {
    if (isForWinograd(c)) {
      winograd.correlate(c, x, Weights.lasting(kernel), epilogue, y);
    } else {
      kernels.correlate(c, x, Weights.lasting(kernel), epilogue, y);
    }
  }

  private boolean isForWinograd(Correlation c) {
    return switch (algorithm) {
      case AUTO -> kernels.gainsByWinograd(c) && Winograd.fits(c);
      case DIRECT -> false;
      case WINOGRAD2 -> c.inputs() > 0 && Winograd.fits(c);
    };
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
