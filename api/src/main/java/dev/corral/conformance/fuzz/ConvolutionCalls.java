package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.Contraction;
import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Tiles;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The convolution and its gradients. */
final class ConvolutionCalls {
  /** How much tiles enlarge magnitudes, and how often they round beside the sum over channels. */
  private static final double TILE_MAGNIFICATION = 16;

  private static final int TILE_ROUNDINGS = 10;
  private static final double LARGEST_EXACT_QUARTER = 0x1p22;

  private ConvolutionCalls() {}

  /** Options with one of them simpler. */
  static List<Conv2dOptions> options(Conv2dOptions o) {
    List<Conv2dOptions> simpler = new ArrayList<>();
    Window window = o.window(Shape.of(1, 1, 1, 1));
    for (Window w : ProductCalls.windows(window)) {
      simpler.add(
          new Conv2dOptions(
              w.strideHeight(),
              w.strideWidth(),
              w.padding(),
              w.dilationHeight(),
              w.dilationWidth(),
              o.groups()));
    }
    if (o.groups() > 1) {
      simpler.add(o.groups(1));
    }
    return simpler;
  }

  /**
   * The same gradient within a bound that also tiles keep: 16γ·max|g|·Σ|w|, here with the largest
   * gradient and the sum of all weights, which is coarser and simpler.
   */
  private static Adjoint tiled(
      Adjoint direct, Adjoint gradient, DoubleTensor kernel, Conv2dOptions options) {
    double weights = Arrays.stream(kernel.toArray()).map(Math::abs).sum();
    int channels = Math.max(kernel.shape().dim(0), kernel.shape().dim(1));
    int terms = Tiles.terms(kernel.shape(), options, channels);
    return tiled(direct, kernel.shape(), options, gradient.largest() * weights, terms);
  }

  /** The same for the gradient by the input, which a stride leaves direct. */
  private static Adjoint tiledInput(
      Adjoint direct, Adjoint gradient, DoubleTensor kernel, Conv2dOptions options) {
    boolean tiles = Tiles.applyToInputGradient(kernel.shape(), options);
    return tiles ? tiled(direct, gradient, kernel, options) : direct;
  }

  /** The same for the gradient by a kernel: 16γ·max|x|·Σ|dy|, as coarse. */
  private static Adjoint tiledKernel(
      Adjoint direct, Adjoint x, Adjoint gradient, Conv2dOptions options) {
    int terms = gradient.shape().size();
    double size = x.largest() * gradient.largest() * terms;
    return tiled(direct, direct.shape(), options, size, terms);
  }

  private static Adjoint tiled(
      Adjoint direct, Shape kernel, Conv2dOptions options, double factors, int terms) {
    double size = TILE_MAGNIFICATION * factors;
    boolean exact = direct.isSharp() && size < LARGEST_EXACT_QUARTER;
    if (exact || !Tiles.apply(kernel, options)) {
      return direct;
    }
    double off = Contraction.gamma(terms + TILE_ROUNDINGS) * size + Float.MIN_NORMAL;
    return new Adjoint(direct.value(), direct.bound().map(b -> b + off));
  }

  private static String text(String ops, String word, List<?> arguments, Conv2dOptions options) {
    return ops
        + ("." + word + "(" + JavaText.join(arguments))
        + (", " + JavaText.of(options) + ")");
  }

  /** The cross-correlation. */
  record Conv(Conv2dOptions options) implements Call {
    @Override
    public String word() {
      return "conv2d";
    }

    @Override
    public Shape shape(List<Shape> in) {
      return options.forwardShape(in.get(0), in.get(1));
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.conv2d(in.get(0), in.get(1), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(Tiles.conv2d(in.get(0), in.get(1), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      DoubleTensor x = pull.in().get(0);
      DoubleTensor w = pull.in().get(1);
      Adjoint byX =
          pull.bilinear(w, (k, g) -> ConvolutionReference.inputGradient(x.shape(), k, g, options));
      Adjoint byW =
          pull.bilinear(x, (i, g) -> ConvolutionReference.kernelGradient(i, w.shape(), g, options));
      return List.of(
          Optional.of(tiledInput(byX, pull.gradient(), w, options)),
          Optional.of(tiledKernel(byW, Adjoint.exactly(x), pull.gradient(), options)));
    }

    @Override
    public String java(String ops, List<String> in) {
      return text(ops, word(), in, options);
    }

    @Override
    public List<Call> simpler() {
      return ConvolutionCalls.options(options).stream().map(o -> (Call) new Conv(o)).toList();
    }
  }

  /** The gradient of the cross-correlation by the input. */
  record InputGradient(Shape input, Conv2dOptions options) implements Call {
    @Override
    public String word() {
      return "conv2dInputGradient";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (!options.outputShape(input, in.get(0)).equals(in.get(1))) {
        throw MovementCalls.misfit(word(), input, in);
      }
      return input;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.conv2dInputGradient(input, in.get(0), in.get(1), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(Tiles.inputGradient(input, in.get(0), in.get(1), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      DoubleTensor w = pull.in().get(0);
      DoubleTensor inner = pull.in().get(1);
      Adjoint byW =
          pull.bilinear(
              inner, (y, g) -> ConvolutionReference.kernelGradient(g, w.shape(), y, options));
      Adjoint byGradient = pull.bilinear(w, (k, g) -> ConvolutionReference.conv2d(g, k, options));
      return List.of(
          Optional.of(tiledKernel(byW, pull.gradient(), Adjoint.exactly(inner), options)),
          Optional.of(tiled(byGradient, pull.gradient(), w, options)));
    }

    @Override
    public String java(String ops, List<String> in) {
      return text(ops, word(), List.of(JavaText.of(input), in.get(0), in.get(1)), options);
    }

    @Override
    public List<Call> simpler() {
      List<Call> simpler = new ArrayList<>();
      ConvolutionCalls.options(options).forEach(o -> simpler.add(new InputGradient(input, o)));
      MovementCalls.smaller(input).forEach(s -> simpler.add(new InputGradient(s, options)));
      return simpler;
    }

    /** The same for the smallest input that gives such a gradient. */
    @Override
    public Call fitted(List<Shape> in) {
      Shape kernel = in.get(0);
      boolean images = kernel.rank() == 4 && in.get(1).rank() == 4;
      if (!images || options.outputShape(input, kernel).equals(in.get(1))) {
        return this;
      }
      int channels = kernel.dim(1) * options.groups();
      return new InputGradient(smallest(options.window(kernel), in.get(1), channels), options);
    }
  }

  /** The shortest image axis on which a window stands at so many positions. */
  static int shortest(int positions, int stride, long reach, boolean same, int padding) {
    int spread = (positions - 1) * stride + 1;
    return same ? spread : Math.max(1, spread + (int) reach - 1 - padding);
  }

  /** The smallest image on which a window stands at some positions, [n, c, oh, ow]. */
  static Shape smallest(Window w, Shape output, int channels) {
    Padding p = w.padding();
    boolean same = p.rule() == Padding.Rule.SAME;
    int height =
        shortest(output.dim(2), w.strideHeight(), w.reachHeight(), same, p.top() + p.bottom());
    int width =
        shortest(output.dim(3), w.strideWidth(), w.reachWidth(), same, p.left() + p.right());
    return Shape.of(output.dim(0), channels, height, width);
  }

  /** The gradient of the cross-correlation by the kernel. */
  record KernelGradient(Shape kernel, Conv2dOptions options) implements Call {
    @Override
    public String word() {
      return "conv2dKernelGradient";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (!options.outputShape(in.get(0), kernel).equals(in.get(1))) {
        throw MovementCalls.misfit(word(), kernel, in);
      }
      return kernel;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.conv2dKernelGradient(in.get(0), kernel, in.get(1), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(Tiles.kernelGradient(in.get(0), kernel, in.get(1), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      DoubleTensor x = pull.in().get(0);
      DoubleTensor inner = pull.in().get(1);
      Adjoint byX =
          pull.bilinear(
              inner, (y, g) -> ConvolutionReference.inputGradient(x.shape(), g, y, options));
      Adjoint byGradient = pull.bilinear(x, (i, g) -> ConvolutionReference.conv2d(i, g, options));
      DoubleTensor tile = pull.sizes();
      return List.of(
          Optional.of(tiledInput(byX, Adjoint.exactly(inner), tile, options)),
          Optional.of(tiled(byGradient, Adjoint.exactly(x), tile, options)));
    }

    @Override
    public String java(String ops, List<String> in) {
      return text(ops, word(), List.of(in.get(0), JavaText.of(kernel), in.get(1)), options);
    }

    @Override
    public List<Call> simpler() {
      List<Call> simpler = new ArrayList<>();
      ConvolutionCalls.options(options).forEach(o -> simpler.add(new KernelGradient(kernel, o)));
      MovementCalls.smaller(kernel).forEach(s -> simpler.add(new KernelGradient(s, options)));
      return simpler;
    }

    /** The same for a kernel of as many channels as input and gradient have. */
    @Override
    public Call fitted(List<Shape> in) {
      if (in.get(0).rank() != 4 || in.get(1).rank() != 4) {
        return this;
      }
      Shape fitted = kernel.with(0, in.get(1).dim(1)).with(1, in.get(0).dim(1) / options.groups());
      return new KernelGradient(fitted, options);
    }
  }
}
