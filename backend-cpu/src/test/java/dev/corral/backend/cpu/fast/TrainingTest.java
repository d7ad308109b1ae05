package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final int STEPS = 20;

  /** The compiler keeps vectors in registers only once it has compiled the kernels. */
  private static final Duration COMPILED_BY_THEN = Duration.ofSeconds(60);

  /** What shapes, lists and tensors' handles take; a single buffer of the network is larger. */
  private static final long SMALL_OBJECTS = 256 * 1024;

  /** On one thread, so that the thread's own count sees all of it. */
  @Test
  void allocatesNoBuffersAfterItsFirstSteps() {
    try (Session session = Backends.of(new CpuProvider()).open("cpu", Map.of("threads", "1"));
        Scope scope = session.scope()) {
      Conv2dSpec spec =
          new Conv2dSpec(
              16, 32, 3, 3, Conv2dOptions.DEFAULT.padding(1).stride(2), true, Activation.RELU);
      Tensor x = scope.ops().normal(Shape.of(8, 16, 56, 56), 0, 1, 1);
      Tensor[] parameters = {
        scope.ops().normal(Shape.of(32, 16, 3, 3), 0, 0.1f, 2), scope.ops().zeros(32)
      };
      long patience = System.nanoTime() + COMPILED_BY_THEN.toNanos();
      long perStep = Long.MAX_VALUE;
      while (perStep >= SMALL_OBJECTS && System.nanoTime() < patience) {
        perStep = allocatedPerStep(scope, spec, x, parameters);
      }
      assertThat(x.shape().size() * 4L).isGreaterThan(SMALL_OBJECTS);
      assertThat(perStep).isPositive().isLessThan(SMALL_OBJECTS);
    }
  }

  private static long allocatedPerStep(
      Scope scope, Conv2dSpec spec, Tensor x, Tensor... parameters) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      step(scope, spec, x, parameters);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }

  private static void step(Scope outer, Conv2dSpec spec, Tensor x, Tensor... parameters) {
    try (Scope scope = outer.scope()) {
      Recording recording = Recording.in(scope);
      Ops ops = recording.ops();
      Tensor y = ops.apply(spec, x, List.of(parameters));
      List<Tensor> gradients =
          recording.gradients(ops.mean(ops.square(y)), parameters[0], parameters[1]);
      for (int i = 0; i < parameters.length; i++) {
        Ops plain = scope.ops();
        Tensor rate = plain.fill(Shape.scalar(), 0.01f);
        Tensor next = plain.sub(parameters[i], plain.mul(gradients.get(i), rate));
        parameters[i].close();
        parameters[i] = outer.adopt(next);
      }
    }
  }

  @Test
  void givesTheSameNumbersEveryTimeOnAsManyThreads() {
    float[] one = train("1");
    assertThat(train("1")).isEqualTo(one);
    float[] two = train("2");
    assertThat(train("2")).isEqualTo(two);
    assertThat(Arrays.equals(train("7"), train("7"))).isTrue();
  }

  private static float[] train(String threads) {
    try (Session session = Backends.of(new CpuProvider()).open("cpu", Map.of("threads", threads));
        Scope scope = session.scope()) {
      Conv2dSpec spec =
          new Conv2dSpec(4, 9, 3, 3, Conv2dOptions.DEFAULT.padding(1), true, Activation.TANH);
      Tensor x = scope.ops().normal(Shape.of(3, 4, 17, 19), 0, 1, 1);
      Tensor[] parameters = {
        scope.ops().normal(Shape.of(9, 4, 3, 3), 0, 0.1f, 2), scope.ops().zeros(9)
      };
      for (int i = 0; i < 5; i++) {
        step(scope, spec, x, parameters);
      }
      return parameters[0].toArray();
    }
  }
}
