package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;

/** The matrix product in float64. */
public final class ProductReference {
  private ProductReference() {}

  /**
   * The matrix product over the last two axes: y[…, i, j] = Σₚ a[…, i, p] · b[…, p, j]; the other
   * axes broadcast.
   *
   * @param a of shape […, m, k]
   * @param b of shape […, k, n]
   * @return of shape […, m, n]
   */
  public static Contraction matmul(DoubleTensor a, DoubleTensor b) {
    int m = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int n = b.shape().dim(-1);
    Shape batch =
        ElementwiseReference.broadcast(
            a.shape().with(-2, 1).with(-1, 1), b.shape().with(-2, 1).with(-1, 1));
    int row = batch.rank() - 2;
    int column = batch.rank() - 1;
    Shape shape = batch.with(row, m).with(column, n);
    Contraction.Sums sums = new Contraction.Sums(shape);
    Indices.forEach(
        shape,
        index -> {
          for (int p = 0; p < k; p++) {
            double left = a.get(Indices.broadcast(Indices.with(index, column, p), a.shape()));
            double right = b.get(Indices.broadcast(Indices.with(index, row, p), b.shape()));
            sums.add(left, right, index);
          }
        });
    return sums.contraction();
  }
}
