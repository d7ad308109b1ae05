package dev.corral.conformance.cases;

import dev.corral.conformance.reference.ConvolutionReference;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes and options of a convolution.
 *
 * @param input [n, c, h, w]
 * @param kernel [k, c / groups, kh, kw]
 * @param options that fit them
 */
record ConvolutionGeometry(Shape input, Shape kernel, Conv2dOptions options) {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  /** Where backends go wrong; each line differs by axis and side wherever it can. */
  static final List<ConvolutionGeometry> TABLE =
      List.of(
          of(image(1, 1, 3, 3), kernel(1, 1, 2, 2), PLAIN),
          of(image(2, 3, 7, 5), kernel(4, 3, 3, 2), PLAIN),
          of(image(2, 3, 7, 5), kernel(2, 3, 7, 5), PLAIN),
          of(image(1, 3, 4, 6), kernel(5, 3, 1, 1), PLAIN),
          of(image(1, 1, 1, 1), kernel(1, 1, 1, 1), PLAIN),
          of(image(2, 2, 9, 11), kernel(3, 2, 2, 3), PLAIN.stride(2, 3)),
          of(image(1, 2, 5, 7), kernel(2, 2, 1, 2), PLAIN.stride(3, 4)),
          of(image(2, 2, 5, 4), kernel(3, 2, 3, 2), PLAIN.padding(Padding.of(1, 0, 2, 3))),
          of(image(1, 1, 2, 3), kernel(1, 1, 4, 5), PLAIN.padding(Padding.of(2, 1, 0, 1))),
          of(image(1, 2, 2, 2), kernel(2, 2, 2, 2), PLAIN.padding(Padding.of(3, 4, 2, 5))),
          of(image(2, 2, 8, 7), kernel(2, 2, 3, 2), PLAIN.dilation(2, 3)),
          of(image(1, 1, 5, 9), kernel(1, 1, 2, 3), PLAIN.dilation(4, 1)),
          of(image(2, 4, 5, 6), kernel(6, 2, 3, 2), PLAIN.groups(2)),
          of(image(1, 6, 4, 5), kernel(9, 2, 2, 2), PLAIN.groups(3)),
          of(image(2, 3, 5, 4), kernel(3, 1, 3, 2), PLAIN.groups(3)),
          of(image(2, 3, 5, 4), kernel(6, 1, 2, 3), PLAIN.groups(3)),
          of(image(1, 2, 7, 6), kernel(3, 2, 2, 3), PLAIN.padding(Padding.same())),
          of(image(1, 2, 7, 6), kernel(3, 2, 4, 2), PLAIN.stride(2, 3).padding(Padding.same())),
          of(image(1, 1, 7, 8), kernel(1, 1, 1, 2), PLAIN.stride(3, 4).padding(Padding.same())),
          of(image(1, 2, 9, 7), kernel(2, 2, 2, 3), PLAIN.dilation(3, 2).padding(Padding.same())),
          of(
              image(2, 4, 11, 13),
              kernel(6, 2, 3, 2),
              PLAIN.stride(2, 3).padding(Padding.of(2, 0, 1, 3)).dilation(2, 3).groups(2)),
          of(image(1, 5, 17, 19), kernel(7, 5, 3, 3), PLAIN.padding(1)),
          of(image(3, 8, 8, 16), kernel(8, 8, 3, 3), PLAIN.padding(1)),
          of(image(0, 2, 4, 5), kernel(3, 2, 2, 3), PLAIN),
          of(image(2, 0, 4, 5), kernel(3, 0, 2, 3), PLAIN),
          of(image(2, 2, 4, 5), kernel(0, 2, 2, 3), PLAIN),
          of(image(2, 2, 0, 3), kernel(1, 2, 1, 2), PLAIN.padding(1)));

  /** Kernels that reach past the padded image: only the gradients accept them. */
  static final List<ConvolutionGeometry> WITHOUT_OUTPUT =
      List.of(
          of(image(3, 2, 1, 1), kernel(3, 2, 1, 3), PLAIN.stride(1, 2)),
          of(image(2, 1, 4, 4), kernel(2, 1, 3, 2), PLAIN.dilation(2, 1)),
          of(image(1, 4, 2, 5), kernel(2, 2, 5, 3), PLAIN.padding(1).groups(2)));

  private static ConvolutionGeometry of(Shape input, Shape kernel, Conv2dOptions options) {
    return new ConvolutionGeometry(input, kernel, options);
  }

  private static Shape image(int n, int c, int h, int w) {
    return Shape.of(n, c, h, w);
  }

  private static Shape kernel(int k, int c, int h, int w) {
    return Shape.of(k, c, h, w);
  }

  Shape output() {
    return ConvolutionReference.outputShape(input, kernel, options);
  }

  /** Whether the transposed convolution has an output too, for all that the padding cuts off. */
  boolean transposes() {
    Padding p = options.padding();
    Window w = options.window(kernel);
    boolean rows =
        (output().dim(2) - 1) * w.strideHeight() + (w.kernelHeight() - 1) * w.dilationHeight()
            >= p.top() + p.bottom();
    boolean columns =
        (output().dim(3) - 1) * w.strideWidth() + (w.kernelWidth() - 1) * w.dilationWidth()
            >= p.left() + p.right();
    return rows && columns;
  }

  /** Geometries drawn from a seed, each with an output. */
  static List<ConvolutionGeometry> random(long seed, int count) {
    Inputs inputs = new Inputs(seed + 66);
    List<ConvolutionGeometry> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      ConvolutionGeometry next = random(inputs);
      if (next.output().size() > 0) {
        drawn.add(next);
      }
    }
    return drawn;
  }

  private static ConvolutionGeometry random(Inputs in) {
    int groups = in.between(1, 3);
    int channels = in.between(1, 3);
    Padding padding =
        in.between(0, 4) == 0
            ? Padding.same()
            : Padding.of(in.between(0, 3), in.between(0, 3), in.between(0, 3), in.between(0, 3));
    Conv2dOptions options =
        PLAIN
            .stride(in.between(1, 3), in.between(1, 3))
            .dilation(in.between(1, 3), in.between(1, 3))
            .padding(padding)
            .groups(groups);
    return of(
        image(in.between(1, 2), groups * channels, in.between(1, 9), in.between(1, 9)),
        kernel(groups * in.between(1, 3), channels, in.between(1, 4), in.between(1, 4)),
        options);
  }
}
