package dev.corral.examples.chapter;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.edition.Edition;
import dev.corral.layer.Block;
import dev.corral.layer.Conv2d;
import dev.corral.layer.Losses;
import dev.corral.layer.Sgd;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ten steps of gradient descent towards the edge kernel, with the framework's own layer, gradients
 * and loss, in the layout of an edition.
 */
final class EdgeTraining implements AutoCloseable {
  private static final int STEPS = 10;
  private static final Sgd SGD = new Sgd(3e-2f);

  private final Scope scope;
  private final Edition edition;
  private final Conv2d conv;
  private final Tensor x;
  private final Tensor y;

  /** The layer, begun as the edition begins it. */
  EdgeTraining(Scope enclosing, Edition edition, long seed) {
    this.scope = enclosing.scope();
    this.edition = edition;
    this.conv =
        Conv2d.builder(1, 1)
            .kernel(1, 2)
            .bias(edition.bias())
            .weightInitializer(edition.weight().initializer())
            .biasInitializer((ops, shape, fan, start) -> ops.fill(shape, 0))
            .seed(seed)
            .build(scope);
    Ops ops = scope.ops();
    Tensor image = Data.edgeInput(ops);
    Tensor edges = ops.corr2d(image, Data.edgeKernel(ops));
    this.x = batch(ops, image);
    this.y = batch(ops, edges);
  }

  /** A matrix as a batch of one image of one channel, in the edition's layout. */
  private Tensor batch(Ops ops, Tensor matrix) {
    int height = matrix.shape().dim(0);
    int width = matrix.shape().dim(1);
    return edition.channelsLast()
        ? ops.reshape(matrix, 1, height, width, 1)
        : ops.reshape(matrix, 1, 1, height, width);
  }

  /** Begins from these weights instead, which the edition keeps as [1, 2, 1, 1] or [1, 1, 1, 2]. */
  void startFrom(float w0, float w1) {
    Ops ops = scope.ops();
    Tensor weights = ops.tensor(new float[] {w0, w1});
    conv.weight()
        .set(
            edition.channelsLast()
                ? ops.hwioToOihw(ops.reshape(weights, 1, 2, 1, 1))
                : ops.reshape(weights, 1, 1, 1, 2));
  }

  /**
   * Runs the ten steps.
   *
   * @param name the run's
   * @param printed losses that the book prints of it
   * @return the loss before each step, and the kernels
   */
  Run run(String name, Map<Integer, Double> printed) {
    Block model = edition.channelsLast() ? this::channelsLast : conv;
    List<Float> losses = new ArrayList<>();
    List<Matrix> kernels = new ArrayList<>(List.of(kernel()));
    for (int epoch = 1; epoch <= STEPS; epoch++) {
      try (Scope step = scope.scope()) {
        Recording recording = Recording.in(step);
        Ops ops = recording.ops();
        Tensor loss = Losses.sumOfSquares(ops, model.forward(ops, x), y);
        SGD.step(List.of(conv.weight()), recording.gradients(loss, conv.weight().value()));
        losses.add(loss.item());
      }
      kernels.add(kernel());
    }
    return new Run(name, losses, kernels, printed);
  }

  /** The kernel as it stands. */
  private Matrix kernel() {
    try (Scope reading = scope.scope()) {
      return Matrix.of("K", reading.ops().reshape(conv.weight().value(), 1, 2));
    }
  }

  /** The layer between doors that permute NHWC to NCHW and back. */
  private Tensor channelsLast(Ops ops, Tensor nhwc) {
    return ops.nchwToNhwc(conv.forward(ops, ops.nhwcToNchw(nhwc)));
  }

  @Override
  public void close() {
    scope.close();
  }
}
