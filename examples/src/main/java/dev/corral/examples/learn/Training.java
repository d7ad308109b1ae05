package dev.corral.examples.learn;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.layer.Conv2d;
import dev.corral.layer.Losses;
import dev.corral.layer.Sgd;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on a sample. One layer of two output channels learns the kernel twice, from two
 * random starts: where it ends at one kernel, it is the sample that tells it.
 */
final class Training {
  private static final int STARTS = 2;

  /** The starts agree when their weights differ by less than this share of the largest. */
  private static final double AGREEMENT = 1e-3;

  /** So many steps in a row, since by chance two kernels are as far from the true one. */
  private static final int LASTING = 30;

  private final Scope scope;
  private final Sample sample;
  private final KernelSize size;
  private final LearnOptions options;
  private final Conv2d layer;
  private final Tensor target;
  private final Tensor known;
  private final Descent descent;
  private final List<Double> errors = new ArrayList<>();

  /** The sample is one of the scope's. */
  Training(Scope scope, Sample sample, KernelSize size, LearnOptions options) {
    this.scope = scope;
    this.sample = sample;
    this.size = size;
    this.options = options;
    this.layer =
        Conv2d.builder(1, STARTS)
            .kernel(size.height(), size.width())
            .seed(options.seed())
            .build(scope);
    Ops ops = scope.ops();
    Shape twice = sample.y().shape().with(1, STARTS);
    this.target = ops.broadcast(sample.y(), twice);
    this.known = ops.broadcast(sample.known(), twice);
    @Nullable Float rate = options.rate();
    this.descent = rate == null ? new SharpenedDescent(size) : Descent.plain(rate);
  }

  /** Takes steps until both starts agree for good, the loss is no number, or no step is left. */
  Learned run(LearnProgress progress) {
    int agreed = 0;
    boolean finite = true;
    for (int step = 1; finite && agreed < LASTING && step <= options.steps(); step++) {
      finite = descend();
      agreed = distance() <= AGREEMENT * largestWeight() ? agreed + 1 : 0;
      progress.done(step, options.steps());
    }
    try (Scope work = scope.scope()) {
      note(loss(work.ops()));
    }
    return learned();
  }

  /** Takes a step, unless the loss is no number: then the step would be none either. */
  private boolean descend() {
    try (Scope work = scope.scope()) {
      Recording recording = Recording.in(work);
      Tensor loss = loss(recording.ops());
      boolean finite = note(loss);
      if (finite) {
        List<Tensor> gradients = recording.gradients(loss, layer.values());
        Descent.Step step = descent.next(work.ops(), gradients);
        new Sgd(step.rate()).step(layer.parameters().values(), step.directions());
      }
      return finite;
    }
  }

  /** The mean squared error over the known values, added up over the starts. */
  private Tensor loss(Ops ops) {
    Tensor result = ops.mul(layer.forward(ops, sample.x()), known);
    return ops.div(Losses.sumOfSquares(ops, result, target), sample.used());
  }

  /** Remembers a loss as an error in grey levels; whether it is a number. */
  private boolean note(Tensor loss) {
    double error = Math.sqrt(loss.item() / STARTS) * sample.units().deviation();
    errors.add(error);
    return Double.isFinite(error);
  }

  private float[] weights() {
    return layer.weight().value().toArray();
  }

  /** How far apart the starts have come to be: the largest difference of a weight. */
  private double distance() {
    float[] weights = weights();
    double largest = 0;
    for (int i = 0; i < size.weights(); i++) {
      largest = Math.max(largest, Math.abs(weights[i] - weights[size.weights() + i]));
    }
    return largest;
  }

  private double largestWeight() {
    double largest = 0;
    for (float weight : weights()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }

  private Learned learned() {
    float[] weights = weights();
    double[][] kernel = new double[size.height()][size.width()];
    double sum = 0;
    for (int i = 0; i < size.weights(); i++) {
      kernel[i / size.width()][i % size.width()] = weights[i];
      sum += weights[i];
    }
    double bias = layer.bias().value().toArray()[0];
    return new Learned(
        kernel,
        sample.units().bias(bias, sum),
        List.copyOf(errors),
        distance(),
        sample.all(),
        sample.used());
  }
}
