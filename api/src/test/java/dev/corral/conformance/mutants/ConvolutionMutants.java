package dev.corral.conformance.mutants;

import dev.corral.spi.Arena;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.List;

/** Mistakes in convolution and pooling. */
final class ConvolutionMutants {
  private ConvolutionMutants() {}

  /** What goes wrong in the forward pass. */
  private interface Forward {
    Tensor conv2d(Mutant.Primitives right, Tensor x, Tensor kernel, Conv2dOptions options);
  }

  private static Mutant forward(String mistake, String rule, String clue, Forward wrong) {
    return Mutant.of(mistake, rule, List.of("conv2d", clue), arena -> new Wrong(arena, wrong));
  }

  /** Calls the right word by another name, so that a mistake may use it. */
  private static class Right extends Mutant.Primitives {
    Right(Arena arena) {
      super(arena);
    }

    Tensor rightConv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
      return super.conv2d(x, kernel, options);
    }
  }

  private static final class Wrong extends Right {
    private final Forward wrong;

    Wrong(Arena arena, Forward wrong) {
      super(arena);
      this.wrong = wrong;
    }

    @Override
    public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
      return wrong.conv2d(new Right(arena), x, kernel, options);
    }
  }

  private static Tensor right(
      Mutant.Primitives ops, Tensor x, Tensor kernel, Conv2dOptions options) {
    return ((Right) ops).rightConv2d(x, kernel, options);
  }

  static List<Mutant> all() {
    return List.of(
        forward(
            "flips the kernel",
            "ops.481",
            "the kernel's orientation",
            (ops, x, w, o) -> right(ops, x, ops.flip(w, 2, 3), o)),
        forward(
            "swaps begin and end of the padding",
            "ops.481",
            "begin and end",
            (ops, x, w, o) -> {
              Padding p = o.padding();
              Padding swapped = Padding.of(p.bottom(), p.right(), p.top(), p.left());
              return right(ops, x, w, o.padding(swapped));
            }),
        forward(
            "swaps the strides",
            "ops.481",
            "the shape is",
            (ops, x, w, o) -> right(ops, x, w, o.stride(o.strideWidth(), o.strideHeight()))),
        forward(
            "ignores the dilation",
            "ops.481",
            "the shape is",
            (ops, x, w, o) -> right(ops, x, w, o.dilation(1))),
        forward(
            "interleaves the groups",
            "ops.481",
            "groups(2)",
            (ops, x, w, o) -> right(ops, x, interleaved(ops, w, o.groups()), o)),
        forward(
            "loses places by an offset, as transforms of large tiles do",
            "numerics.509",
            "reals around 1000",
            (ops, x, w, o) -> {
              Tensor offset = ops.fill(Shape.scalar(), 3e5f);
              Tensor y = right(ops, ops.add(x, offset), w, o);
              Tensor same = ops.broadcast(offset, x.shape());
              return ops.sub(y, right(ops, same, w, o));
            }),
        Mutant.of(
            "turns the kernel in the gradient by the input",
            "gradients.707",
            List.of("conv2dInputGradient", "⟨x, Aᵀy⟩"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor conv2dInputGradient(
                      Shape shape, Tensor kernel, Tensor gradient, Conv2dOptions options) {
                    Tensor turned = flip(kernel, 2, 3);
                    return super.conv2dInputGradient(shape, turned, gradient, options);
                  }
                }),
        Mutant.of(
            "forgets the last image in the gradient by the kernel",
            "ops.483",
            List.of("conv2dKernelGradient", "the sum over the batch"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor conv2dKernelGradient(
                      Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
                    int images = Math.max(1, x.shape().dim(0) - 1);
                    return super.conv2dKernelGradient(
                        firstImages(this, x, images),
                        shape,
                        firstImages(this, gradient, images),
                        options);
                  }
                }),
        Mutant.of(
            "pads by 0 before it takes the maximum",
            "ops.484",
            List.of("maxPool2d", "padding by 0"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
                    Window reach = options.reach(x.shape());
                    Padding p = reach.padding();
                    Pad rows = Pad.of(p.top(), p.bottom());
                    Tensor padded =
                        pad(x, 0, Pad.NONE, Pad.NONE, rows, Pad.of(p.left(), p.right()));
                    Window inside = reach.padding(Padding.valid());
                    return super.maxPool2d(padded, Pool2dOptions.of(inside));
                  }
                }),
        Mutant.of(
            "gives every tie the whole gradient",
            "ops.485",
            List.of("maxPool2dGradient", "ties"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor maxPool2dGradient(
                      Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
                    Tensor shared = super.maxPool2dGradient(x, output, gradient, options);
                    Tensor ones = fill(gradient.shape(), 1);
                    Tensor share = super.maxPool2dGradient(x, output, ones, options);
                    Tensor one = fill(Shape.scalar(), 1);
                    Tensor tied = mul(less(share, one), less(fill(Shape.scalar(), 0), share));
                    return where(tied, div(shared, share), shared);
                  }
                }),
        Mutant.of(
            "counts the padding in every mean",
            "ops.486",
            List.of("avgPool2d", "whether the padding counts"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
                    return super.avgPool2d(x, options.countIncludePad(true));
                  }
                }));
  }

  /** Filter k in the group k mod groups. */
  private static Tensor interleaved(Mutant.Primitives ops, Tensor w, int groups) {
    Shape s = w.shape();
    int ofGroup = s.dim(0) / groups;
    Shape split = Shape.of(ofGroup, groups, s.dim(1), s.dim(2), s.dim(3));
    return ops.reshape(ops.permute(ops.reshape(w, split), 1, 0, 2, 3, 4), s);
  }

  private static Tensor firstImages(Mutant.Primitives ops, Tensor x, int images) {
    Shape s = x.shape();
    return ops.slice(
        x,
        Slice.of(0, Math.min(images, s.dim(0))),
        Slice.of(0, s.dim(1)),
        Slice.of(0, s.dim(2)),
        Slice.of(0, s.dim(3)));
  }
}
