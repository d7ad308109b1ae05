package dev.corral.examples.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TaskJob;
import dev.corral.examples.bench.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PyTorch, called through Deep Java Library. */
final class PyTorch implements Contestant {
  private final int threads;

  PyTorch(int threads) {
    this.threads = threads;
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    // All of it comes from jars; unpacked where mvn clean removes it, and nothing is reported home.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ENGINE_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
  }

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public String description() {
    return "PyTorch " + engine().getVersion() + " through DJL " + Engine.getDjlVersion() + ", "
        + threads + " threads";
  }

  private static Engine engine() {
    return Engine.getEngine("PyTorch");
  }

  @Override
  public Optional<TaskJob> prepare(Task task) {
    return Optional.of(task.pass() == Pass.STEP ? new Step(task) : new Forward(task));
  }

  @Override
  public void close() {}

  private abstract static class Computation implements TaskJob {
    final NDManager manager = engine().newBaseManager();
    private final Workload workload;
    private final NDArray a;
    private final NDArray b;

    Computation(Task task) {
      workload = task.workload();
      List<float[]> inputs = task.inputs();
      a = manager.create(inputs.get(0), shape(workload.inputs().get(0)));
      b = manager.create(inputs.get(1), shape(workload.inputs().get(1)));
    }

    private static Shape shape(dev.corral.tensor.Shape shape) {
      return new Shape(Arrays.stream(shape.dims()).asLongStream().toArray());
    }

    /** Its result belongs to the first argument's manager. */
    final NDArray product(NDArray x, NDArray y) {
      if (workload instanceof Conv2dWorkload conv2d) {
        Shape stride = new Shape(conv2d.stride(), conv2d.stride());
        Shape padding = new Shape(conv2d.padding(), conv2d.padding());
        return Conv2d.conv2d(x, y, null, stride, padding, new Shape(1, 1)).singletonOrThrow();
      }
      return x.matMul(y);
    }

    /** The same values, owned by another manager and not yet part of any computation. */
    private static NDArray in(NDManager call, NDArray array) {
      NDArray leaf = array.stopGradient();
      leaf.attach(call);
      return leaf;
    }

    abstract NDArray compute(NDArray x, NDArray y);

    @Override
    public void run(int calls) {
      for (int i = 0; i < calls; i++) {
        try (NDManager call = manager.newSubManager()) {
          compute(in(call, a), in(call, b));
        }
      }
    }

    @Override
    public float[] result() {
      try (NDManager call = manager.newSubManager()) {
        return compute(in(call, a), in(call, b)).toFloatArray();
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  private static final class Forward extends Computation {
    Forward(Task task) {
      super(task);
    }

    @Override
    NDArray compute(NDArray x, NDArray y) {
      return product(x, y);
    }
  }

  private static final class Step extends Computation {
    Step(Task task) {
      super(task);
    }

    @Override
    NDArray compute(NDArray x, NDArray y) {
      x.setRequiresGradient(true);
      y.setRequiresGradient(true);
      try (GradientCollector collector = engine().newGradientCollector()) {
        collector.backward(product(x, y).sum());
      }
      return y.getGradient();
    }
  }
}
