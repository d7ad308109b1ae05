package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads compute at once what one computes alone. */
@NeedsDevice
class ConcurrencyTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 1000;

  @AfterEach
  void everyObjectWasReleased() {
    assertThat(Cl.live()).isEmpty();
  }

  private static Session session() {
    return Backends.of(new OpenClProvider()).open("opencl");
  }

  /** One of ten operations on tensors of its own, whose result depends on the seed. */
  private static float[] compute(Session session, int seed) {
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.uniform(Shape.of(2, 3, 6, 6), -1, 1, seed);
      Tensor row = ops.uniform(Shape.of(6), -1, 1, seed + 1);
      Tensor result =
          switch (seed % 10) {
            case 0 -> ops.add(x, row);
            case 1 -> ops.matmul(x, ops.permute(x, 0, 1, 3, 2));
            case 2 -> ops.softmax(x, 3);
            case 3 -> ops.conv2d(x, ops.uniform(Shape.of(2, 3, 3, 3), -1, 1, 2), CONVOLUTION);
            case 4 -> ops.maxPool2d(x, Pool2dOptions.of(2, 2));
            case 5 -> ops.sum(x, 0, 2);
            case 6 -> ops.pad(x, seed, PADS);
            case 7 -> ops.flip(ops.tanh(x), 1, 3);
            case 8 -> ops.argmax(x, 3);
            default -> ops.where(ops.less(x, row), x, ops.exp(x));
          };
      return result.toArray();
    }
  }

  private static final Conv2dOptions CONVOLUTION = Conv2dOptions.DEFAULT.padding(1);
  private static final Pad[] PADS = {Pad.NONE, Pad.of(1, 0), Pad.NONE, Pad.of(2, 3)};

  @Test
  void threadsOfOneSession() throws InterruptedException, ExecutionException {
    try (Session session = session()) {
      List<float[]> alone = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        alone.add(compute(session, round));
      }
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * ROUNDS / THREADS;
        done.add(threads.submit(() -> computeAll(session, first, alone)));
      }
      threads.shutdown();
      for (Future<?> thread : done) {
        thread.get();
      }
      assertThat(session.liveTensors()).isZero();
    }
  }

  /** All rounds, each thread from another one on. */
  private static void computeAll(Session session, int first, List<float[]> alone) {
    for (int i = 0; i < ROUNDS; i++) {
      int round = (first + i) % ROUNDS;
      assertThat(compute(session, round)).as("round %d", round).isEqualTo(alone.get(round));
    }
  }

  @Test
  void threadsThatReadOneTensor() throws InterruptedException, ExecutionException {
    try (Session session = session();
        Scope scope = session.scope()) {
      Tensor x = scope.ops().arange(1000);
      float[] values = x.toArray();
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    assertThat(x.toArray()).isEqualTo(values);
                  }
                }));
      }
      threads.shutdown();
      for (Future<?> thread : done) {
        thread.get();
      }
    }
  }

  @Test
  void aSessionOutlivesAnother() {
    try (Session session = session();
        Scope scope = session.scope()) {
      Tensor x = scope.ops().fill(Shape.of(100), 2);
      try (Session other = session();
          Scope inside = other.scope()) {
        Tensor y = inside.ops().fill(Shape.of(100), 3);
        assertThat(inside.ops().sum(y).item()).isEqualTo(300);
      }
      assertThat(scope.ops().sum(x).item()).isEqualTo(200);
    }
  }
}
