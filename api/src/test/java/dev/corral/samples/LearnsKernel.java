package dev.corral.samples;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.layer.Conv2d;
import dev.corral.layer.Losses;
import dev.corral.layer.Sgd;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Learns the kernel of an edge detector on the backend that is there. */
public final class LearnsKernel {
  private LearnsKernel() {}

  /** Prints the backend and what it learned. */
  public static void main(String[] args) {
    try (Session session = Session.open();
        Scope scope = session.scope()) {
      Tensor x = scope.ops().uniform(Shape.of(1, 1, 6, 8), -1, 1, 7);
      Tensor edges = scope.ops().tensor(new float[][][][] {{{{1, -1}}}});
      Tensor y = scope.ops().conv2d(x, edges);
      Conv2d conv = Conv2d.builder(1, 1).kernel(1, 2).bias(false).build(scope);
      Sgd sgd = new Sgd(1e-2f);
      for (int step = 0; step < 100; step++) {
        try (Scope scratch = scope.scope()) {
          Recording recording = Recording.in(scratch);
          Ops ops = recording.ops();
          Tensor loss = Losses.sumOfSquares(ops, conv.forward(ops, x), y);
          sgd.step(conv.parameters().values(), recording.gradients(loss, conv.values()));
        }
      }
      System.out.println(session.backend().id() + " learned " + conv.weight().value());
    }
  }
}
