package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Tensor;

/** Exercise 1: a diagonal edge under [[1, −1]], with the input and with the kernel transposed. */
final class DiagonalEdge implements Experiment {
  private static final int SIZE = 6;

  @Override
  public String id() {
    return "exercise-1";
  }

  @Override
  public Section section() {
    return new Section("练习 1", "Exercise 1: an image with a diagonal edge");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = lowerTriangle(ops);
      Tensor k = Data.edgeKernel(ops);
      findings
          .text("X is 1 on and below the diagonal, X[i, j] = [j ≤ i], and 0 above it.")
          .matrix("X", x)
          .matrix("K", k);
      Tensor applied = ops.corr2d(x, k);
      Tensor transposedInput = ops.corr2d(ops.transpose(x), k);
      answer(ops, findings, x, k);
      findings
          .text(
              "Transposing both at once transposes the output, so the last two answers are each"
                  + " other's transpose.")
          .check(
              "corr2d(Xᵀ, Kᵀ) = corr2d(X, K)ᵀ",
              Source.THEORY,
              ops.transpose(applied),
              ops.corr2d(ops.transpose(x), ops.transpose(k)))
          .check(
              "corr2d(X, Kᵀ) = corr2d(Xᵀ, K)ᵀ",
              Source.THEORY,
              ops.transpose(transposedInput),
              ops.corr2d(x, ops.transpose(k)));
    }
    return findings.result();
  }

  private static void answer(Ops ops, Findings findings, Tensor x, Tensor k) {
    Tensor xTransposed = ops.transpose(x);
    Tensor kTransposed = ops.transpose(k);
    Tensor applied = ops.corr2d(x, k);
    Tensor transposedInput = ops.corr2d(xTransposed, k);
    Tensor transposedKernel = ops.corr2d(x, kTransposed);
    findings
        .text(
            "1.1  K applied to X: a row falls from 1 to 0 exactly once, right of the diagonal, so"
                + " a line of 1 runs along it. A detector of vertical edges sees a slanted one too.")
        .correlation("X", x, "K", k, "corr2d(X, K)", applied)
        .check("corr2d(X, K)", Source.THEORY, diagonal(ops, SIZE, SIZE - 1, 0, 1), applied)
        .text(
            "1.2  X transposed: each row now rises from 0 to 1 just before the diagonal; the line"
                + " stays, one place to the left, and its sign turns.")
        .correlation("Xᵀ", xTransposed, "K", k, "corr2d(Xᵀ, K)", transposedInput)
        .check(
            "corr2d(Xᵀ, K)", Source.THEORY, diagonal(ops, SIZE, SIZE - 1, -1, -1), transposedInput)
        .text(
            "1.3  K transposed compares each element with the one below it. A column of X rises"
                + " from 0 to 1 just above the diagonal: again a line of −1.")
        .correlation("X", x, "Kᵀ", kTransposed, "corr2d(X, Kᵀ)", transposedKernel)
        .check(
            "corr2d(X, Kᵀ)", Source.THEORY, diagonal(ops, SIZE - 1, SIZE, 1, -1), transposedKernel);
  }

  private static Tensor lowerTriangle(Ops ops) {
    Tensor row = ops.reshape(ops.arange(SIZE), SIZE, 1);
    Tensor column = ops.reshape(ops.arange(SIZE), 1, SIZE);
    return ops.lessEqual(column, row);
  }

  /** A value where column − row is the offset, zeros elsewhere. */
  private static Tensor diagonal(Ops ops, int rows, int columns, int offset, float value) {
    float[][] matrix = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      if (i + offset >= 0 && i + offset < columns) {
        matrix[i][i + offset] = value;
      }
    }
    return ops.tensor(matrix);
  }
}
