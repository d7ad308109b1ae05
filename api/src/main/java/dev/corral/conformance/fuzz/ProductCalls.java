package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.conformance.reference.ProductReference;
import dev.corral.conformance.reference.WindowReference;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The matrix product, and the columns of windows. */
final class ProductCalls {
  private ProductCalls() {}

  static DoubleTensor transposed(DoubleTensor x) {
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    int last = axes.length - 1;
    axes[last] = last - 1;
    axes[last - 1] = last;
    return MovementReference.permute(x, axes);
  }

  /** The matrix product over the last two axes. */
  record MatMul() implements Call {
    @Override
    public String word() {
      return "matmul";
    }

    @Override
    public Takes takes() {
      return Takes.SUMMABLE;
    }

    @Override
    public Shape shape(List<Shape> in) {
      return in.get(0).matmul(in.get(1));
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.matmul(in.get(0), in.get(1));
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(ProductReference.matmul(in.get(0), in.get(1)));
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      DoubleTensor a = pull.in().get(0);
      DoubleTensor b = pull.in().get(1);
      Adjoint byA = pull.bilinear(transposed(b), (w, g) -> ProductReference.matmul(g, w));
      Adjoint byB = pull.bilinear(transposed(a), ProductReference::matmul);
      return List.of(Optional.of(narrowed(byA, a.shape())), Optional.of(narrowed(byB, b.shape())));
    }

    /** The sum over what an argument was stretched to. */
    private static Adjoint narrowed(Adjoint wide, Shape narrow) {
      int[] to = Places.stretched(narrow, wide.shape());
      Shares shares = new Shares(narrow, wide);
      for (int i = 0; i < to.length; i++) {
        shares.add(to[i], i, 1);
      }
      return shares.sum();
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".matmul(" + JavaText.join(in) + ")";
    }
  }

  static void checkImage(String word, Window window, Shape image, List<Shape> in) {
    if (image.rank() != 4) {
      throw MovementCalls.misfit(word, window, in);
    }
  }

  /** The elements of each window as a column. */
  record Im2col(Window window) implements Call {
    @Override
    public String word() {
      return "im2col";
    }

    @Override
    public Shape shape(List<Shape> in) {
      checkImage(word(), window, in.get(0), in);
      return window.columns(in.get(0));
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.im2col(in.get(0), window);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return new Verdict(
          Expectation.within(
              WindowReference.im2col(in.get(0), window),
              DoubleTensor.full(shape(Pull.shapes(in)), 0)),
          false);
    }

    @Override
    public Takes takes() {
      return Takes.ANYTHING;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      Shape shape = pull.in().get(0).shape();
      DoubleTensor none = DoubleTensor.full(Shape.scalar(), 0);
      return List.of(
          Optional.of(
              pull.bilinear(none, (unused, g) -> WindowReference.col2im(g, shape, window))));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".im2col(" + in.get(0) + ", " + JavaText.of(window) + ")";
    }

    @Override
    public List<Call> simpler() {
      return windows(window).stream().map(w -> (Call) new Im2col(w)).toList();
    }
  }

  /** The columns' elements added back to where im2col takes them from. */
  record Col2im(Shape image, Window window) implements Call {
    @Override
    public String word() {
      return "col2im";
    }

    @Override
    public Takes takes() {
      return Takes.SUMMABLE;
    }

    @Override
    public Shape shape(List<Shape> in) {
      checkImage(word(), window, image, in);
      if (!in.get(0).equals(window.columns(image))) {
        throw MovementCalls.misfit(word(), window, in);
      }
      return image;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.col2im(in.get(0), image, window);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.of(WindowReference.col2im(in.get(0), image, window));
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      return List.of(
          Optional.of(
              new Adjoint(
                  WindowReference.im2col(pull.gradient().value(), window),
                  WindowReference.im2col(pull.gradient().bound(), window))));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops
          + (".col2im(" + in.get(0) + ", " + JavaText.of(image))
          + (", " + JavaText.of(window) + ")");
    }

    @Override
    public List<Call> simpler() {
      List<Call> simpler = new ArrayList<>();
      windows(window).forEach(w -> simpler.add(new Col2im(image, w)));
      MovementCalls.smaller(image).forEach(s -> simpler.add(new Col2im(s, window)));
      return simpler;
    }
  }

  /** Windows with one option simpler, the kernel left as it is. */
  static List<Window> windows(Window w) {
    List<Window> simpler = new ArrayList<>();
    Padding p = w.padding();
    paddings(p).forEach(padding -> simpler.add(w.padding(padding)));
    if (w.strideHeight() > 1) {
      simpler.add(w.stride(1, w.strideWidth()));
    }
    if (w.strideWidth() > 1) {
      simpler.add(w.stride(w.strideHeight(), 1));
    }
    if (w.dilationHeight() > 1) {
      simpler.add(w.dilation(1, w.dilationWidth()));
    }
    if (w.dilationWidth() > 1) {
      simpler.add(w.dilation(w.dilationHeight(), 1));
    }
    return simpler;
  }

  /** Paddings with one side less. */
  static List<Padding> paddings(Padding p) {
    if (p.rule() == Padding.Rule.SAME) {
      return List.of(Padding.valid(), Padding.of(1, 1));
    }
    return List.of(
            Padding.of(0, p.left(), p.bottom(), p.right()),
            Padding.of(p.top(), 0, p.bottom(), p.right()),
            Padding.of(p.top(), p.left(), 0, p.right()),
            Padding.of(p.top(), p.left(), p.bottom(), 0))
        .stream()
        .filter(simpler -> !simpler.equals(p))
        .toList();
  }
}
