package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The chapter's first figure: corr2d of a 3×3 input with a 2×2 kernel, and the four sums in it. */
final class CrossCorrelation implements Experiment {
  @Override
  public String id() {
    return "cross-correlation";
  }

  @Override
  public Section section() {
    return new Section("互相关运算", "The Cross-Correlation Operation");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = Data.figureInput(ops);
      Tensor k = Data.figureKernel(ops);
      findings
          .text(
              "The window slides over X from left to right and from top to bottom. Wherever it"
                  + " stands, the elements under it are multiplied by those of K and added up.")
          .matrix("X", x)
          .matrix("K", k);
      Tensor y = ops.corr2d(x, k);
      findings.correlation("X", x, "K", k, "Y", y);
      showSums(ops, x, k, findings);
      findings.check("corr2d(X, K)", Source.BOOK, Data.figureOutput(ops), y);
      checkOutputShape(ops, findings);
    }
    return findings.result();
  }

  /** Every element of the output as the sum that it is, computed on its own. */
  private static void showSums(Ops ops, Tensor x, Tensor k, Findings findings) {
    List<String> sums = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        Tensor window = ops.slice(x, Slice.of(i, i + 2), Slice.of(j, j + 2));
        String sum = Values.plain(ops.sum(ops.mul(window, k)).item());
        lines.add(writtenOut(window, k) + " = " + sum);
        sums.add(sum);
      }
    }
    findings
        .lines(lines)
        .check("the four sums", Source.BOOK, "19, 25, 37, 43", String.join(", ", sums));
  }

  private static String writtenOut(Tensor window, Tensor k) {
    List<String> products = new ArrayList<>();
    float[] elements = window.toArray();
    float[] weights = k.toArray();
    for (int i = 0; i < elements.length; i++) {
      products.add(Values.plain(elements[i]) + "×" + Values.plain(weights[i]));
    }
    return String.join(" + ", products);
  }

  private static void checkOutputShape(Ops ops, Findings findings) {
    findings.text(
        "The output is (n_h − k_h + 1) × (n_w − k_w + 1): the kernel has to fit inside the image.");
    int[][] sizes = {{3, 3, 2, 2}, {6, 8, 1, 2}, {7, 5, 3, 4}};
    for (int[] s : sizes) {
      findings.check(
          "a " + s[0] + "×" + s[1] + " input and a " + s[2] + "×" + s[3] + " kernel",
          Source.THEORY,
          Shape.of(s[0] - s[2] + 1, s[1] - s[3] + 1),
          ops.corr2d(ops.ones(s[0], s[1]), ops.ones(s[2], s[3])));
    }
  }
}
