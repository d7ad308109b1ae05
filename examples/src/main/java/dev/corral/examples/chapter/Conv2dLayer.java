package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.edition.Edition;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The layer that the chapter writes by hand, with the starting values of each edition. */
final class Conv2dLayer implements Experiment {
  /** Twice γ₅·Σ|xw|, the most by which two ways to add four products and a bias can differ. */
  private static final double TOLERANCE = 2e-5;

  @Override
  public String id() {
    return "conv2d-layer";
  }

  @Override
  public Section section() {
    return new Section("卷积层", "Convolutional Layers");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    findings.text(
        "A layer cross-correlates its input with a weight and adds a scalar bias; both are learned."
            + " Written by hand it is corr2d(x, weight) + bias. The editions differ in how the"
            + " parameters begin.");
    for (Edition edition : options.editions()) {
      try (Scope scope = session.scope()) {
        show(scope, edition, options.seed(), findings);
      }
    }
    return findings.result();
  }

  private static void show(Scope scope, Edition edition, long seed, Findings findings) {
    Ops ops = scope.ops();
    Tensor x = Data.figureInput(ops);
    HandwrittenConv2d layer = new HandwrittenConv2d(scope, Shape.of(2, 2), edition, seed);
    Tensor output = layer.forward(ops, x);
    List<String> parameters = new ArrayList<>();
    layer.parameters().forEach((name, cell) -> parameters.add(name + " " + cell.shape()));
    findings
        .heading(
            edition.title()
                + ": weight "
                + edition.handwrittenWeight()
                + ", bias "
                + edition.handwrittenBias())
        .matrix("weight", layer.weight().value())
        .matrix("bias", layer.bias().value())
        .picture(
            new Correlation(
                Matrix.of("X", x),
                Matrix.of("weight", layer.weight().value()),
                Matrix.of("bias", layer.bias().value()),
                Matrix.of("forward(X)", output)))
        .check(
            "parameters", Source.THEORY, "weight [2, 2], bias [1]", String.join(", ", parameters))
        .check(
            "forward(X), beside the four sums + bias",
            Source.THEORY,
            ops.add(fourSums(ops, x, layer.weight().value()), layer.bias().value()),
            output,
            TOLERANCE);
  }

  /** corr2d of the figure's input, each output element by itself. */
  private static Tensor fourSums(Ops ops, Tensor x, Tensor kernel) {
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        Tensor window = ops.slice(x, Slice.of(i, i + 2), Slice.of(j, j + 2));
        sums.add(ops.reshape(ops.sum(ops.mul(window, kernel)), 1));
      }
    }
    return ops.reshape(ops.concat(sums, 0), 2, 2);
  }
}
