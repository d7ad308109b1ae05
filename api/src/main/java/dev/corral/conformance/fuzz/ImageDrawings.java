package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Draws calls on images: windows, convolution, pooling and layers. */
final class ImageDrawings {
  private ImageDrawings() {}

  static Map<String, Drawing> all() {
    Map<String, Drawing> all = new HashMap<>();
    all.put("im2col", ImageDrawings::im2col);
    all.put("col2im", ImageDrawings::col2im);
    all.put("conv2d", ImageDrawings::conv2d);
    all.put("conv2dInputGradient", ImageDrawings::inputGradient);
    all.put("conv2dKernelGradient", ImageDrawings::kernelGradient);
    all.put("maxPool2d", ImageDrawings::maxPool2d);
    all.put("maxPool2dGradient", ImageDrawings::maxPool2dGradient);
    all.put("avgPool2d", ImageDrawings::avgPool2d);
    all.put("avgPool2dGradient", ImageDrawings::avgPool2dGradient);
    all.put("apply", s -> s.oneIn(3) ? linear(s) : convolutionLayer(s));
    return all;
  }

  private static Shape imageShape(Sketch s) {
    int batch = s.oneIn(20) ? 0 : s.between(1, 2);
    int side = s.scale().side();
    Shape shape =
        Shape.of(batch, s.oneOf(s.scale().channels()), s.between(1, side), s.between(1, side));
    return s.fits(shape) ? shape : imageShape(s);
  }

  private static boolean isImage(Shape shape, Scale scale) {
    return shape.rank() == 4
        && shape.size() <= scale.image()
        && shape.dim(1) > 0
        && shape.dim(2) > 0
        && shape.dim(3) > 0;
  }

  /** A batch of images: one that there is, a view of something as one, or a new one. */
  private static int image(Sketch s) {
    return s.anyThat(x -> isImage(x.shape(), s.scale())).orElseGet(() -> viewedOrNew(s));
  }

  private static int viewedOrNew(Sketch s) {
    int x = s.size() == 0 || s.oneIn(2) ? s.leaf(imageShape(s)) : s.any();
    int size = s.shape(x).size();
    boolean viewable = size > 0 && size <= s.scale().image();
    return viewable && s.add(new MovementCalls.Reshape(TensorDrawings.factored(s, size, 4)), x)
        ? s.size() - 1
        : s.leaf(imageShape(s));
  }

  private static Padding padding(Sketch s) {
    int roll = s.between(0, 5);
    if (roll < 2) {
      return Padding.valid();
    }
    return roll == 2
        ? Padding.same()
        : Padding.of(s.between(0, 2), s.between(0, 2), s.between(0, 2), s.between(0, 2));
  }

  private static int mostlyOne(Sketch s) {
    return s.oneIn(2) ? 1 : s.between(1, 3);
  }

  private static Window window(Sketch s) {
    int largest = s.scale().window();
    return Window.of(s.between(1, largest), s.between(1, largest))
        .stride(mostlyOne(s), mostlyOne(s))
        .dilation(mostlyOne(s), mostlyOne(s))
        .padding(padding(s));
  }

  private static boolean im2col(Sketch s) {
    return s.add(new ProductCalls.Im2col(window(s)), image(s));
  }

  private static boolean col2im(Sketch s) {
    Shape image = imageShape(s);
    Window window = window(s);
    return s.add(new ProductCalls.Col2im(image, window), s.of(window.columns(image)));
  }

  /** A convolution's options and the shape of a kernel that fits an image with them. */
  private record Geometry(Shape input, Shape kernel, Conv2dOptions options) {
    static Geometry of(Sketch s, Shape input) {
      int channels = input.dim(1);
      List<Integer> divisors =
          IntStream.rangeClosed(1, channels).filter(g -> channels % g == 0).boxed().toList();
      int groups = s.oneIn(2) ? 1 : s.oneOf(divisors);
      Window w = window(s);
      boolean tile = s.oneIn(4);
      Conv2dOptions options =
          tile
              ? new Conv2dOptions(1, 1, w.padding(), 1, 1, groups)
              : new Conv2dOptions(
                  w.strideHeight(),
                  w.strideWidth(),
                  w.padding(),
                  w.dilationHeight(),
                  w.dilationWidth(),
                  groups);
      int height = tile ? 3 : w.kernelHeight();
      int width = tile ? 3 : w.kernelWidth();
      int outputs = groups * s.between(1, s.scale().outputs());
      return new Geometry(input, Shape.of(outputs, channels / groups, height, width), options);
    }

    Shape output() {
      return options.outputShape(input, kernel);
    }

    boolean fits(Sketch s) {
      Shape y = output();
      long products = (long) y.size() * kernel.dim(1) * kernel.dim(2) * kernel.dim(3);
      return y.dim(2) > 0
          && y.dim(3) > 0
          && products <= s.scale().products()
          && s.fits(kernel)
          && s.fits(y);
    }
  }

  private static boolean conv2d(Sketch s) {
    int x = image(s);
    Geometry g = Geometry.of(s, s.shape(x));
    return g.fits(s) && s.add(new ConvolutionCalls.Conv(g.options), x, s.of(g.kernel));
  }

  private static boolean inputGradient(Sketch s) {
    Geometry g = Geometry.of(s, imageShape(s));
    return g.fits(s)
        && s.add(
            new ConvolutionCalls.InputGradient(g.input, g.options),
            s.of(g.kernel),
            s.of(g.output()));
  }

  private static boolean kernelGradient(Sketch s) {
    int x = image(s);
    Geometry g = Geometry.of(s, s.shape(x));
    return g.fits(s)
        && s.add(new ConvolutionCalls.KernelGradient(g.kernel, g.options), x, s.of(g.output()));
  }

  private static Pool2dOptions pool(Sketch s) {
    return new Pool2dOptions(window(s), s.oneIn(2), s.oneIn(2));
  }

  private static boolean fits(Shape image, Pool2dOptions options) {
    DoubleTensor pooled = PoolingReference.maxPool2d(DoubleTensor.full(image, 0), options);
    return pooled.shape().size() > 0
        && Arrays.stream(pooled.toArray()).noneMatch(Double::isInfinite);
  }

  private static boolean maxPool2d(Sketch s) {
    int x = image(s);
    Pool2dOptions options = pool(s);
    return fits(s.shape(x), options) && s.add(new PoolingCalls.MaxPool(options), x);
  }

  private static boolean maxPool2dGradient(Sketch s) {
    int x = image(s);
    Pool2dOptions options = pool(s);
    return fits(s.shape(x), options)
        && s.add(
            new PoolingCalls.MaxPoolGradient(options), x, s.of(options.outputShape(s.shape(x))));
  }

  private static boolean avgPool2d(Sketch s) {
    int x = image(s);
    Pool2dOptions options = pool(s);
    return fits(s.shape(x), options) && s.add(new PoolingCalls.AvgPool(options), x);
  }

  private static boolean avgPool2dGradient(Sketch s) {
    Shape image = imageShape(s);
    Pool2dOptions options = pool(s);
    return fits(image, options)
        && s.add(
            new PoolingCalls.AvgPoolGradient(image, options), s.of(options.outputShape(image)));
  }

  private static Activation activation(Sketch s) {
    return s.oneOf(List.of(Activation.values()));
  }

  private static boolean convolutionLayer(Sketch s) {
    int x = image(s);
    Geometry g = Geometry.of(s, s.shape(x));
    if (!g.fits(s)) {
      return false;
    }
    boolean bias = s.oneIn(2);
    Shape w = g.kernel;
    Conv2dSpec spec =
        new Conv2dSpec(
            w.dim(1) * g.options.groups(),
            w.dim(0),
            w.dim(2),
            w.dim(3),
            g.options,
            bias,
            activation(s));
    List<Integer> arguments = new ArrayList<>(List.of(x, s.of(w)));
    if (bias) {
      arguments.add(s.of(Shape.of(w.dim(0))));
    }
    return s.add(new LayerCall(spec), arguments.toArray(Integer[]::new));
  }

  private static boolean linear(Sketch s) {
    int x =
        s.anyThat(v -> v.shape().rank() >= 2 && v.shape().dim(-1) > 0)
            .orElseGet(() -> s.leaf(Shape.of(s.between(0, 3), s.oneOf(s.scale().channels()))));
    int features = s.shape(x).dim(-1);
    int outputs = s.between(1, s.scale().outputs());
    if (!s.fits(Shape.of(outputs, features))) {
      return false;
    }
    boolean bias = s.oneIn(2);
    LinearSpec spec = new LinearSpec(features, outputs, bias, activation(s));
    List<Integer> arguments = new ArrayList<>(List.of(x));
    spec.parameterShapes().values().forEach(shape -> arguments.add(s.of(shape)));
    return s.add(new LayerCall(spec), arguments.toArray(Integer[]::new));
  }
}
