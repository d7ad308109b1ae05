package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.conformance.reference.WindowReference;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pooling and its gradients. */
final class PoolingCalls {
  private PoolingCalls() {}

  /** The shape of the pooled image, if every window sees an element of the image. */
  static Shape pooled(String word, Pool2dOptions options, Shape image, List<Shape> in) {
    if (image.rank() != 4) {
      throw MovementCalls.misfit(word, options, in);
    }
    Shape channel = Shape.of(1, 1, image.dim(2), image.dim(3));
    DoubleTensor seen = PoolingReference.maxPool2d(DoubleTensor.full(channel, 0), options);
    boolean legal = Arrays.stream(seen.toArray()).noneMatch(Double::isInfinite);
    if (!legal || seen.shape().size() == 0) {
      throw MovementCalls.misfit(word, options, in);
    }
    return seen.shape().with(0, image.dim(0)).with(1, image.dim(1));
  }

  static List<Pool2dOptions> options(Pool2dOptions o) {
    List<Pool2dOptions> simpler = new ArrayList<>();
    for (Window w : ProductCalls.windows(o.window())) {
      simpler.add(new Pool2dOptions(w, o.ceilMode(), o.countIncludePad()));
    }
    Window w = o.window();
    if (w.kernelHeight() > 1) {
      simpler.add(withKernel(o, w.kernelHeight() - 1, w.kernelWidth()));
    }
    if (w.kernelWidth() > 1) {
      simpler.add(withKernel(o, w.kernelHeight(), w.kernelWidth() - 1));
    }
    if (o.ceilMode()) {
      simpler.add(o.ceilMode(false));
    }
    if (o.countIncludePad()) {
      simpler.add(o.countIncludePad(false));
    }
    return simpler;
  }

  private static Pool2dOptions withKernel(Pool2dOptions o, int height, int width) {
    Window w = o.window();
    return new Pool2dOptions(
        new Window(
            height,
            width,
            w.strideHeight(),
            w.strideWidth(),
            w.padding(),
            w.dilationHeight(),
            w.dilationWidth()),
        o.ceilMode(),
        o.countIncludePad());
  }

  /** The largest element of each window. */
  record MaxPool(Pool2dOptions options) implements Call {
    @Override
    public String word() {
      return "maxPool2d";
    }

    @Override
    public Shape shape(List<Shape> in) {
      return pooled(word(), options, in.get(0), in);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.maxPool2d(in.get(0), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.moved(PoolingReference.maxPool2d(in.get(0), options));
    }

    @Override
    public Takes takes() {
      return Takes.NORMAL;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      DoubleTensor x = pull.in().get(0);
      return List.of(
          Optional.of(pull.shared(g -> PoolingReference.maxPool2dGradient(x, g, options))));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".maxPool2d(" + in.get(0) + ", " + JavaText.of(options) + ")";
    }

    @Override
    public List<Call> simpler() {
      return PoolingCalls.options(options).stream().map(o -> (Call) new MaxPool(o)).toList();
    }
  }

  /** The gradient of max pooling; the pooled image is made in between. */
  record MaxPoolGradient(Pool2dOptions options) implements Call {
    @Override
    public String word() {
      return "maxPool2dGradient";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (!pooled(word(), options, in.get(0), in).equals(in.get(1))) {
        throw MovementCalls.misfit(word(), options, in);
      }
      return in.get(0);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      Tensor x = in.get(0);
      return ops.maxPool2dGradient(x, ops.maxPool2d(x, options), in.get(1), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(PoolingReference.maxPool2dGradient(in.get(0), in.get(1), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    /** Each window takes the mean of the gradients by its largest elements. */
    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      double[] x = pull.in().get(0).toArray();
      Shares shares = pull.sharesOf(1);
      List<List<Integer>> windows = windows(pull.in().get(0).shape());
      for (int o = 0; o < windows.size(); o++) {
        double largest = windows.get(o).stream().mapToDouble(i -> x[i]).max().orElseThrow();
        List<Integer> winners = windows.get(o).stream().filter(i -> x[i] == largest).toList();
        for (int i : winners) {
          shares.add(o, i, 1.0 / winners.size());
        }
      }
      return List.of(Optional.empty(), Optional.of(shares.sum(Pull.DIVISION)));
    }

    /** The elements that each window sees. */
    private List<List<Integer>> windows(Shape image) {
      Shape single = Shape.of(image.dim(0) * image.dim(1), 1, image.dim(2), image.dim(3));
      DoubleTensor columns =
          WindowReference.im2col(Places.numbered(single, 1), options.reach(image));
      int[] numbers = Places.of(columns);
      int taps = columns.shape().dim(1);
      int positions = columns.shape().dim(2);
      List<List<Integer>> windows = new ArrayList<>();
      for (int o = 0; o < columns.shape().dim(0) * positions; o++) {
        List<Integer> seen = new ArrayList<>();
        for (int tap = 0; tap < taps; tap++) {
          int number = numbers[(o / positions * taps + tap) * positions + o % positions];
          if (number > 0) {
            seen.add(number - 1);
          }
        }
        windows.add(seen);
      }
      return windows;
    }

    @Override
    public String java(String ops, List<String> in) {
      String o = JavaText.of(options);
      String pooled = ops + ".maxPool2d(" + in.get(0) + ", " + o + ")";
      return ops
          + (".maxPool2dGradient(" + in.get(0) + ", " + pooled)
          + (", " + in.get(1) + ", " + o + ")");
    }

    @Override
    public List<Call> simpler() {
      return PoolingCalls.options(options).stream()
          .map(o -> (Call) new MaxPoolGradient(o))
          .toList();
    }
  }

  /** The mean of each window. */
  record AvgPool(Pool2dOptions options) implements Call {
    @Override
    public String word() {
      return "avgPool2d";
    }

    @Override
    public Shape shape(List<Shape> in) {
      return pooled(word(), options, in.get(0), in);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.avgPool2d(in.get(0), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(PoolingReference.avgPool2d(in.get(0), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      Shape image = pull.in().get(0).shape();
      return List.of(
          Optional.of(pull.shared(g -> PoolingReference.avgPool2dGradient(image, g, options))));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".avgPool2d(" + in.get(0) + ", " + JavaText.of(options) + ")";
    }

    @Override
    public List<Call> simpler() {
      return PoolingCalls.options(options).stream().map(o -> (Call) new AvgPool(o)).toList();
    }
  }

  /** The gradient of average pooling. */
  record AvgPoolGradient(Shape image, Pool2dOptions options) implements Call {
    @Override
    public String word() {
      return "avgPool2dGradient";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (!pooled(word(), options, image, in).equals(in.get(0))) {
        throw MovementCalls.misfit(word(), image, in);
      }
      return image;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.avgPool2dGradient(image, in.get(0), options);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(PoolingReference.avgPool2dGradient(image, in.get(0), options));
    }

    @Override
    public Takes takes() {
      return Takes.FINITE;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      return List.of(Optional.of(pull.shared(g -> PoolingReference.avgPool2d(g, options))));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops
          + (".avgPool2dGradient(" + JavaText.of(image) + ", " + in.get(0))
          + (", " + JavaText.of(options) + ")");
    }

    @Override
    public List<Call> simpler() {
      List<Call> simpler = new ArrayList<>();
      PoolingCalls.options(options).forEach(o -> simpler.add(new AvgPoolGradient(image, o)));
      MovementCalls.smaller(image).forEach(s -> simpler.add(new AvgPoolGradient(s, options)));
      return simpler;
    }

    /** The same for the smallest image that gives such a gradient. */
    @Override
    public Call fitted(List<Shape> in) {
      Shape y = in.get(0);
      return y.rank() != 4 || options.outputShape(image).equals(y)
          ? this
          : new AvgPoolGradient(ConvolutionCalls.smallest(options.window(), y, y.dim(1)), options);
    }
  }
}
