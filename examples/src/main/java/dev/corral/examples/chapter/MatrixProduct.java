package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;

/**
 * Exercise 3: cross-correlation as one matrix product, in two ways. Either the input is rearranged
 * (im2col), or the kernel is (a doubly blocked Toeplitz matrix).
 */
final class MatrixProduct implements Experiment {
  @Override
  public String id() {
    return "exercise-3";
  }

  @Override
  public Section section() {
    return new Section("练习 3", "Exercise 3: cross-correlation as a matrix product");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = Data.figureInput(ops);
      Tensor k = Data.figureKernel(ops);
      Tensor expected = ops.corr2d(x, k);
      Tensor columns = columns(ops, x, k.shape());
      Tensor toeplitz = toeplitz(ops, k, x.shape());
      findings
          .text(
              "By rearranging the input (im2col): each position of the window becomes a column,"
                  + " each element of the kernel multiplies a row.")
          .correlation("X", x, "K", k, "corr2d(X, K)", expected)
          .matrix("columns of X", columns)
          .matrix("K as a row", ops.reshape(k, 1, -1))
          .check("K as a row · columns of X", Source.THEORY, expected, byColumns(ops, x, k))
          .text(
              "By rearranging the kernel: row i·w + j of T holds K where the window stands at"
                  + " (i, j), over X read row by row. T is made of blocks, one a pair of rows of"
                  + " output and input; each is constant along its diagonals, and so are the"
                  + " blocks in T: doubly blocked Toeplitz.")
          .matrix("T", toeplitz)
          .check("T · X as a column", Source.THEORY, expected, byToeplitz(ops, x, k));
      checkTranspose(ops, findings, x, k, toeplitz);
      checkLarger(ops, findings, options.seed());
    }
    return findings.result();
  }

  private static void checkTranspose(
      Ops ops, Findings findings, Tensor x, Tensor k, Tensor toeplitz) {
    Tensor gradient = ops.tensor(new float[][] {{1, 2}, {3, 4}});
    Tensor expected =
        ops.conv2dInputGradient(
            Shape.of(1, 1, 3, 3),
            ops.reshape(k, 1, 1, 2, 2),
            ops.reshape(gradient, 1, 1, 2, 2),
            Conv2dOptions.DEFAULT);
    Tensor product = ops.matmul(toeplitz, true, ops.reshape(gradient, -1, 1), false);
    findings
        .text("A gift of this form: Tᵀ carries a gradient of the output, here 1 to 4, back to X.")
        .check(
            "Tᵀ · gradient",
            Source.THEORY,
            ops.reshape(expected, x.shape()),
            ops.reshape(product, x.shape()));
  }

  /** The same on a picture that is not square, with whole numbers, so that all sums are exact. */
  private static void checkLarger(Ops ops, Findings findings, long seed) {
    Tensor x = Data.wholeNumbers(ops, Shape.of(6, 8), seed);
    Tensor k = Data.wholeNumbers(ops, Shape.of(3, 2), seed + 1);
    Tensor expected = ops.corr2d(x, k);
    findings
        .text("Not only for the figure: a random 6×8 input and a 3×2 kernel of whole numbers.")
        .correlation("X", x, "K", k, "corr2d(X, K)", expected)
        .check("by im2col", Source.THEORY, expected, byColumns(ops, x, k))
        .check("by Toeplitz", Source.THEORY, expected, byToeplitz(ops, x, k));
  }

  /** The windows of x as the columns of a matrix. */
  private static Tensor columns(Ops ops, Tensor x, Shape kernel) {
    Shape image = Shape.of(1, 1, x.shape().dim(0), x.shape().dim(1));
    Shape weight = Shape.of(1, 1, kernel.dim(0), kernel.dim(1));
    Tensor columns = ops.im2col(ops.reshape(x, image), Conv2dOptions.DEFAULT.window(weight));
    return ops.reshape(columns, kernel.size(), -1);
  }

  private static Tensor byColumns(Ops ops, Tensor x, Tensor k) {
    Tensor product = ops.matmul(ops.reshape(k, 1, -1), columns(ops, x, k.shape()));
    return ops.reshape(product, outputShape(x.shape(), k.shape()));
  }

  private static Tensor byToeplitz(Ops ops, Tensor x, Tensor k) {
    Tensor product = ops.matmul(toeplitz(ops, k, x.shape()), ops.reshape(x, -1, 1));
    return ops.reshape(product, outputShape(x.shape(), k.shape()));
  }

  private static Shape outputShape(Shape x, Shape k) {
    return Shape.of(x.dim(0) - k.dim(0) + 1, x.dim(1) - k.dim(1) + 1);
  }

  /**
   * The matrix T with T · vec(X) = vec(corr2d(X, K)), [outputs, inputs].
   *
   * <p>Its rows are all the same row, K written into an empty image, moved to the right by i·w + j.
   * Moving by one more in each row needs no loop: rows that are one element too long, laid one
   * after the other and cut at the right length, shift by themselves. What slides in from the left
   * is the zeros that the row before ends with.
   */
  private static Tensor toeplitz(Ops ops, Tensor k, Shape x) {
    Shape output = outputShape(x, k.shape());
    int width = x.dim(1);
    int inputs = x.size();
    int shifts = output.dim(0) * width;
    Tensor inCorner =
        ops.pad(k, 0, Pad.of(0, x.dim(0) - k.shape().dim(0)), Pad.of(0, width - k.shape().dim(1)));
    Tensor tooLong = ops.pad(ops.reshape(inCorner, 1, inputs), 0, Pad.NONE, Pad.of(0, 1));
    Tensor repeated = ops.broadcast(tooLong, Shape.of(shifts, inputs + 1));
    Tensor cut = ops.slice(ops.reshape(repeated, -1), Slice.of(0, shifts * inputs));
    Tensor byPosition = ops.reshape(cut, output.dim(0), width, inputs);
    Tensor fitting = ops.slice(byPosition, Slice.all(), Slice.of(0, output.dim(1)));
    return ops.reshape(fitting, output.size(), inputs);
  }
}
