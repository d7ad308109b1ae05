package dev.corral.examples.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.MatmulWorkload;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TaskJob;
import dev.corral.tensor.Shape;
import java.net.URL;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime: a session on a model of one node, whose weights it may prepare. */
final class OnnxRuntime implements Contestant {
  private final int threads;

  OnnxRuntime(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String description() {
    return "ONNX Runtime " + version() + ", " + threads
        + " threads";
  }

  /** As its jar's name tells it; its classes do not. */
  private static String version() {
    URL jar = OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation();
    return jar.getPath().replaceAll(".*onnxruntime-|\\.jar$", "");
  }

  /** It has no gradients. */
  @Override
  public Optional<TaskJob> prepare(Task task) {
    if (task.pass() == Pass.STEP) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Inference(task, threads));
    } catch (OrtException problem) {
      throw new IllegalStateException(problem);
    }
  }

  @Override
  public void close() {}

  private static byte[] model(Task task, float[] weights) {
    List<Shape> shapes = task.workload().inputs();
    long[] x = longs(shapes.get(0));
    long[] w = longs(shapes.get(1));
    if (task.workload() instanceof Conv2dWorkload conv2d) {
      return OnnxModel.conv(x, w, weights, conv2d.stride(), conv2d.padding());
    }
    MatmulWorkload product = (MatmulWorkload) task.workload();
    return OnnxModel.matmul(x, new long[] {product.size(), product.size()}, weights);
  }

  private static long[] longs(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }

  private static final class Inference implements TaskJob {
    private final OrtSession session;
    private final OnnxTensor x;

    Inference(Task task, int threads) throws OrtException {
      List<float[]> inputs = task.inputs();
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        session = environment.createSession(model(task, inputs.get(1)), options);
      }
      long[] shape = longs(task.workload().inputs().get(0));
      x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs.get(0)), shape);
    }

    @Override
    public void run(int calls) {
      try {
        for (int i = 0; i < calls; i++) {
          session.run(Map.of(OnnxModel.INPUT, x)).close();
        }
      } catch (OrtException problem) {
        throw new IllegalStateException(problem);
      }
    }

    @Override
    public float[] result() {
      try (OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, x))) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
      } catch (OrtException problem) {
        throw new IllegalStateException(problem);
      }
    }

    @Override
    public void close() {
      try (session) {
        x.close();
      } catch (OrtException problem) {
        throw new IllegalStateException(problem);
      }
    }
  }
}
