package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Tensor;
import java.util.Arrays;

/** Vertical edges of a black bar found by [[1, −1]], which sees none of them once they lie down. */
final class EdgeDetection implements Experiment {
  private static final float[] ROW_OF_X = {1, 1, 0, 0, 0, 0, 1, 1};
  private static final float[] ROW_OF_Y = {0, 1, 0, 0, 0, -1, 0};

  @Override
  public String id() {
    return "edge-detection";
  }

  @Override
  public Section section() {
    return new Section("图像中目标的边缘检测", "Object Edge Detection in Images");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = Data.edgeInput(ops);
      Tensor k = Data.edgeKernel(ops);
      Tensor y = ops.corr2d(x, k);
      Tensor turned = ops.transpose(x);
      Tensor blind = ops.corr2d(turned, k);
      findings
          .text("A white picture, 6×8, whose four middle columns are black.")
          .check("X", Source.BOOK, rows(ops, 6, ROW_OF_X), x)
          .text("K is zero where neighbours are alike: 1 for white to black, −1 for the reverse.")
          .matrix("K", k)
          .correlation("X", x, "K", k, "Y", y)
          .check("Y = corr2d(X, K)", Source.BOOK, rows(ops, 6, ROW_OF_Y), y)
          .text("Transposed, the edges lie down; K compares neighbours in a row and sees none.")
          .correlation("Xᵀ", turned, "K", k, "corr2d(Xᵀ, K)", blind)
          .check("corr2d(Xᵀ, K)", Source.BOOK, ops.zeros(8, 5), blind);
    }
    return findings.result();
  }

  private static Tensor rows(Ops ops, int count, float[] row) {
    float[][] rows = new float[count][];
    Arrays.fill(rows, row);
    return ops.tensor(rows);
  }
}
