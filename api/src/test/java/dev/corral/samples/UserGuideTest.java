package dev.corral.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Profile;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.layer.Block;
import dev.corral.layer.Conv2d;
import dev.corral.layer.Flatten;
import dev.corral.layer.Linear;
import dev.corral.layer.Losses;
import dev.corral.layer.MaxPool2d;
import dev.corral.layer.ParameterFile;
import dev.corral.layer.Relu;
import dev.corral.layer.Sequential;
import dev.corral.layer.Sgd;
import dev.corral.spi.Activation;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the guide for users, and what they promise. */
class UserGuideTest {
  private final Session session = Backends.of(new PlainBackend()).open();
  private final Scope scope = session.scope();

  @TempDir Path folder;

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void tensors() {
    Ops ops = scope.ops();
    Tensor x = ops.tensor(new float[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    Tensor k = ops.tensor(new float[][] {{0, 1}, {2, 3}});
    Tensor y = ops.corr2d(x, k); // [[19, 25], [37, 43]]
    Shape shape = y.shape(); // [2, 2]
    float[][] values = y.toArray2d(); // read back from wherever it is
    float mean = ops.mean(y).item(); // 31
    assertThat(values).isDeepEqualTo(new float[][] {{19, 25}, {37, 43}});
    assertThat(shape).hasToString("[2, 2]");
    assertThat(mean).isEqualTo(31);
  }

  @Test
  void convolutions() {
    Ops ops = scope.ops();
    Tensor images = ops.uniform(Shape.of(8, 3, 32, 32), 0, 1, 42); // N, C, H, W
    Tensor kernels = ops.normal(Shape.of(16, 3, 5, 5), 0, 0.1f, 43); // K, C, H, W
    Tensor features = ops.conv2d(images, kernels, Conv2dOptions.DEFAULT.stride(2).padding(2));
    assertThat(features.shape()).isEqualTo(Shape.of(8, 16, 16, 16));
  }

  @Test
  void scopes() {
    Tensor x = scope.ops().tensor(new float[] {3, 4});
    Tensor unit;
    try (Scope scratch = scope.scope()) {
      Ops ops = scratch.ops();
      Tensor length = ops.sqrt(ops.sum(ops.mul(x, x)));
      unit = scratch.promote(ops.div(x, length)); // moves to the outer scope
    } // length is gone, here and on the device
    assertThat(unit.toArray()).containsExactly(0.6f, 0.8f);
    assertThat(session.liveTensors()).isEqualTo(2);
  }

  @Test
  void gradients() {
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    Tensor x = ops.tensor(new float[] {1, 2, 3});
    Tensor y = ops.sum(ops.mul(x, x));
    Tensor slope = recording.gradients(y, x).get(0); // [2, 4, 6]
    assertThat(slope.toArray()).containsExactly(2, 4, 6);
  }

  private Block network() {
    return new Sequential(
        Conv2d.builder(1, 6).kernel(5).padding(2).activation(Activation.RELU).build(scope),
        new MaxPool2d(2, 2),
        Conv2d.builder(6, 16).kernel(5).build(scope),
        new Relu(),
        new MaxPool2d(2, 2),
        new Flatten(),
        Linear.builder(16 * 5 * 5, 10).build(scope));
  }

  @Test
  void layersAndTraining() {
    Block network = network();
    Tensor images = scope.ops().uniform(Shape.of(4, 1, 28, 28), 0, 1, 1);
    int[] labels = {3, 1, 4, 1};
    float first = 0;
    float last = 0;
    Sgd sgd = new Sgd(0.05f);
    for (int epoch = 0; epoch < 5; epoch++) {
      try (Scope step = scope.scope()) {
        Recording recording = Recording.in(step);
        Ops ops = recording.ops();
        Tensor logits = network.forward(ops, images);
        Tensor loss = Losses.crossEntropy(ops, logits, Losses.oneHot(ops, labels, 10));
        sgd.step(network.parameters().values(), recording.gradients(loss, network.values()));
        last = loss.item();
      }
      first = epoch == 0 ? last : first;
    }
    assertThat(last).isLessThan(first);
  }

  @Test
  void files() {
    Block network = network();
    Path file = folder.resolve("lenet.npz");
    ParameterFile.save(file, network); // NumPy reads it, too
    Block another = network();
    ParameterFile.load(file, another);
    assertThat(another.values().get(0).toArray()).isEqualTo(network.values().get(0).toArray());
  }

  @Test
  void profiles() {
    Profile profile = new Profile();
    try (Scope timed = session.scope(profile)) {
      Ops ops = timed.ops();
      ops.matmul(ops.ones(64, 64), ops.ones(64, 64));
    }
    assertThat(profile.toString()).contains("matmul"); // calls and milliseconds, word by word
  }

  @Test
  void errors() {
    Ops ops = scope.ops();
    assertThatThrownBy(() -> ops.matmul(ops.ones(3, 3), ops.ones(2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "matmul: the shapes [3, 3] and [2, 2]; expected rows of the first as long as columns"
                + " of the second, not 3 and 2. Transpose one of them.");
  }
}
