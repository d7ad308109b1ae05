package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A small network learns to tell horizontal from vertical edges, on a backend that lets nobody read
 * while a step is taken.
 */
class TrainingTest {
  private static final int IMAGES = 24;

  private static final class BlindBackend extends PlainBackend {
    private boolean blind;

    @Override
    public Storage allocate(int elements) {
      return new Hidden((Heap) super.allocate(elements));
    }

    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        protected float[] values(Tensor x) {
          return ((Hidden) x.storage()).heap.values();
        }
      };
    }

    private final class Hidden implements Storage {
      private final Heap heap;

      Hidden(Heap heap) {
        this.heap = heap;
      }

      @Override
      public void write(float[] source) {
        heap.write(source);
      }

      @Override
      public void read(float[] destination) {
        if (blind) {
          throw new DeviceException("read while training", "no read", "Stay on the device", null);
        }
        heap.read(destination);
      }

      @Override
      public void free() {}
    }
  }

  private final BlindBackend backend = new BlindBackend();
  private final Session session = Backends.of(backend).open();
  private final Scope scope = session.scope();
  private final Ops ops = scope.ops();

  private final Sequential net =
      new Sequential(
          Conv2d.builder(1, 4).kernel(3).padding(1).seed(1).build(scope),
          new Relu(),
          new MaxPool2d(2, 2),
          new Flatten(),
          Linear.builder(4 * 3 * 3, 2).seed(2).build(scope));

  @AfterEach
  void close() {
    session.close();
  }

  /** 6×6 images that are 1 beyond a row (class 0) or a column (class 1), with some noise. */
  private Tensor images() {
    float[] values = new float[IMAGES * 36];
    for (int i = 0; i < values.length; i++) {
      int image = i / 36;
      int place = image % 2 == 0 ? i / 6 % 6 : i % 6;
      values[i] = place > image / 2 % 5 ? 1 : 0;
    }
    Shape shape = Shape.of(IMAGES, 1, 6, 6);
    return ops.together(() -> ops.add(ops.fromArray(shape, values), ops.normal(shape, 0, 0.1f, 3)));
  }

  private Tensor target() {
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 2;
    }
    return Losses.oneHot(ops, labels, 2);
  }

  private float step(Sgd sgd, Tensor x, Tensor target) {
    try (Scope step = scope.scope()) {
      backend.blind = true;
      Recording recording = Recording.in(step);
      Tensor loss = Losses.crossEntropy(recording.ops(), net.forward(recording.ops(), x), target);
      sgd.step(net.parameters().values(), recording.gradients(loss, net.values()));
      backend.blind = false;
      return loss.item();
    }
  }

  @Test
  void theLossFallsAndTheLiveCountsStayFlat() {
    Tensor x = images();
    Tensor target = target();
    Sgd sgd = new Sgd(0.2f);
    float first = step(sgd, x, target);
    Set<Long> counts = new HashSet<>();
    float last = first;
    for (int i = 0; i < 150; i++) {
      last = step(sgd, x, target);
      counts.add(session.liveTensors());
    }
    assertThat(first).isBetween(0.5f, 0.9f);
    assertThat(last).isLessThan(0.1f);
    assertThat(counts).containsExactly(6L);
    Tensor guessed = ops.argmax(net.forward(ops, x), 1);
    assertThat(guessed.toArray()).containsExactly(ops.argmax(target, 1).toArray());
  }
}
