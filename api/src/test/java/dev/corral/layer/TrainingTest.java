package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.autograd.Recording;
import dev.corral.backend.Scope;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A small network learns to tell horizontal from vertical edges. */
class TrainingTest extends InScope {
  private static final int IMAGES = 24;

  private final Sequential net =
      new Sequential(
          Conv2d.builder(1, 4).kernel(3).padding(1).seed(1).build(scope),
          new Relu(),
          new MaxPool2d(2, 2),
          new Flatten(),
          Linear.builder(4 * 3 * 3, 2).seed(2).build(scope));

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
      Recording recording = Recording.in(step);
      Tensor loss = Losses.crossEntropy(recording.ops(), net.forward(recording.ops(), x), target);
      sgd.step(net.parameters().values(), recording.gradients(loss, net.values()));
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
