package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * Launches of pooling.cl. A gradient takes two: what each output gives to an element of its window,
 * then for each element of the image the sum of what it gets.
 */
final class Pooling {
  private static final String FILE = "pooling";

  private final Arena arena;
  private final Context context;

  Pooling(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  Tensor max(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    overOutput(launch("max_pool", x.shape(), options).tensors(x, y), x.shape(), options);
    return y;
  }

  Tensor maxGradient(Tensor x, Tensor y, Tensor dy, Pool2dOptions options) {
    Tensor shares = arena.allocate(y.shape());
    overOutput(
        launch("max_shares", x.shape(), options).tensors(x, y, dy, shares), x.shape(), options);
    Tensor dx = arena.allocate(x.shape());
    overImage(
        launch("max_gradient", x.shape(), options).tensors(x, y, shares, dx), x.shape(), options);
    return dx;
  }

  Tensor average(Tensor x, Pool2dOptions options) {
    Tensor y = arena.allocate(options.outputShape(x.shape()));
    overOutput(
        launchCounting("average_pool", x.shape(), options).tensors(x, y), x.shape(), options);
    return y;
  }

  Tensor averageGradient(Shape shape, Tensor dy, Pool2dOptions options) {
    Tensor shares = arena.allocate(dy.shape());
    overOutput(
        launchCounting("average_shares", shape, options).tensors(dy, shares), shape, options);
    Tensor dx = arena.allocate(shape);
    overImage(launch("average_gradient", shape, options).tensors(shares, dx), shape, options);
    return dx;
  }

  /** A launch whose kernel counts the elements of a mean; each axis is a struct Counted. */
  private Launch launchCounting(String kernel, Shape image, Pool2dOptions options) {
    Padding padding = options.countIncludePad() ? options.window().padding() : Padding.valid();
    return launch(kernel, image, options)
        .struct(Argument.ints(-padding.top(), image.dim(2) + padding.bottom()))
        .struct(Argument.ints(-padding.left(), image.dim(3) + padding.right()));
  }

  private Launch launch(String kernel, Shape image, Pool2dOptions options) {
    return new Launch(context, FILE, kernel).struct(sliding(image, options).argument());
  }

  private static Sliding sliding(Shape image, Pool2dOptions options) {
    return Sliding.of(options.reach(image), image);
  }

  private static void overOutput(Launch launch, Shape image, Pool2dOptions options) {
    Sliding sliding = sliding(image, options);
    over(launch, planes(image) * sliding.outputHeight(), sliding.outputWidth(), sliding.kernel());
  }

  private static void overImage(Launch launch, Shape image, Pool2dOptions options) {
    int kernel = sliding(image, options).kernel();
    over(launch, planes(image) * image.dim(2), image.dim(3), kernel);
  }

  private static void over(Launch launch, int rows, int columns, int steps) {
    if (rows > 0 && columns > 0) {
      launch.ints(rows).steps(steps).over(columns, rows);
    }
  }

  private static int planes(Shape image) {
    return image.dim(0) * image.dim(1);
  }
}
