package dev.corral.examples.bench;

import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;

/** A task whose every call copies all inputs to the device and all results to the host. */
final class TransferJob implements TaskJob {
  private final Session session;
  private final Computation computation;
  private final List<Shape> shapes;
  private final List<float[]> inputs;

  TransferJob(Session session, Task task, Computation computation) {
    this.session = session;
    this.computation = computation;
    this.shapes = task.workload().inputs();
    this.inputs = task.inputs();
  }

  @Override
  public void run(int calls) {
    for (int i = 0; i < calls; i++) {
      result();
    }
  }

  @Override
  public float[] result() {
    try (Scope call = session.scope()) {
      Tensor a = call.ops().fromArray(shapes.get(0), inputs.get(0));
      Tensor b = call.ops().fromArray(shapes.get(1), inputs.get(1));
      float[] last = {};
      for (Tensor result : computation.compute(call, a, b)) {
        last = result.toArray();
      }
      return last;
    }
  }

  @Override
  public void close() {}
}
