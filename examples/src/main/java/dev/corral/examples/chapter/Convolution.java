package dev.corral.examples.chapter;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.layer.Block;
import dev.corral.layer.Losses;
import dev.corral.layer.Parameter;
import dev.corral.layer.Sgd;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Strict convolution flips the kernel, and so what it learns is the flipped kernel. */
final class Convolution implements Experiment {
  private static final int STEPS = 10;
  private static final Sgd SGD = new Sgd(3e-2f);

  /** A backend that adds in no fixed order may differ from itself by some last digits. */
  private static final double TOLERANCE = 1e-5;

  @Override
  public String id() {
    return "convolution";
  }

  @Override
  public Section section() {
    return new Section("互相关和卷积", "Cross-Correlation and Convolution");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      onTheFigure(scope.ops(), findings);
      learning(scope, options.seed(), findings);
    }
    return findings.result();
  }

  private static void onTheFigure(Ops ops, Findings findings) {
    Tensor x = Data.figureInput(ops);
    Tensor k = Data.figureKernel(ops);
    Tensor flipped = ops.flip(k);
    Tensor strict = ops.convolve2d(x, flipped);
    findings
        .text(
            "Strict convolution flips the kernel along both axes and then cross-correlates. With"
                + " the flipped kernel it gives what cross-correlation gives with K.")
        .matrix("K", k)
        .matrix("K′ = flip K", flipped)
        .correlation("X", x, "flip K′", ops.flip(flipped), "convolve2d(X, K′)", strict)
        .check("corr2d(X, K)", Source.BOOK, Data.figureOutput(ops), ops.corr2d(x, k))
        .check("convolve2d(X, K′)", Source.BOOK, Data.figureOutput(ops), strict);
  }

  private static void learning(Scope scope, long seed, Findings findings) {
    Ops ops = scope.ops();
    Tensor x = ops.reshape(Data.edgeInput(ops), 1, 1, 6, 8);
    Tensor y = ops.conv2d(x, ops.reshape(Data.edgeKernel(ops), 1, 1, 1, 2));
    Tensor start = ops.uniform(Shape.of(1, 1, 1, 2), -1, 1, seed);
    Parameter k = new Parameter(scope, "K", start);
    Parameter flipped = new Parameter(scope, "K′", ops.flip(start, -2, -1));
    Block correlation = (step, input) -> step.conv2d(input, k.value());
    Block convolution =
        (step, input) -> step.strictConv2d(input, flipped.value(), Conv2dOptions.DEFAULT);
    Learned byCorrelation = new Learned("K by cross-correlation", k);
    Learned byConvolution = new Learned("K′ by strict convolution", flipped);
    double kernelsDiffer = 0;
    double outputsDiffer = 0;
    for (int i = 0; i < STEPS; i++) {
      try (Scope step = scope.scope()) {
        Tensor output = byCorrelation.learn(step, correlation, x, y);
        Tensor strictOutput = byConvolution.learn(step, convolution, x, y);
        outputsDiffer = Math.max(outputsDiffer, difference(output, strictOutput));
        Tensor unflipped = step.ops().flip(flipped.value(), -2, -1);
        kernelsDiffer = Math.max(kernelsDiffer, difference(k.value(), unflipped));
      }
    }
    findings
        .text(
            "So it does not matter which of the two a layer computes: on the edge data, ten steps"
                + " from a random K and, under strict convolution, from flip K.")
        .picture(new Training("Both ways", List.of(byCorrelation.run(), byConvolution.run())))
        .matrix("K learned", ops.reshape(k.value(), 1, 2))
        .matrix("K′ learned", ops.reshape(flipped.value(), 1, 2))
        .check("flip K′ = K after every step", Source.BOOK, kernelsDiffer, TOLERANCE)
        .check("equal outputs at every step", Source.BOOK, outputsDiffer, TOLERANCE);
  }

  /** A kernel and its way so far. */
  private static final class Learned {
    private final String name;
    private final Parameter kernel;
    private final List<Float> losses = new ArrayList<>();
    private final List<Matrix> kernels = new ArrayList<>();

    Learned(String name, Parameter kernel) {
      this.name = name;
      this.kernel = kernel;
    }

    /** One step; returns the output before it. */
    Tensor learn(Scope scope, Block layer, Tensor x, Tensor y) {
      if (kernels.isEmpty()) {
        keep(scope);
      }
      Recording recording = Recording.in(scope);
      Tensor output = layer.forward(recording.ops(), x);
      Tensor loss = Losses.sumOfSquares(recording.ops(), output, y);
      SGD.step(List.of(kernel), recording.gradients(loss, kernel.value()));
      losses.add(loss.item());
      keep(scope);
      return output;
    }

    private void keep(Scope scope) {
      kernels.add(Matrix.of(name, scope.ops().reshape(kernel.value(), 1, 2)));
    }

    Run run() {
      return new Run(name, losses, kernels, Map.of());
    }
  }

  private static double difference(Tensor a, Tensor b) {
    return Values.largestDifference(a.toArray(), b.toArray());
  }
}
