package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.ForeignTensorException;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgdTest extends InScope {
  private final Parameter weight = new Parameter(scope, "weight", ops.tensor(new float[] {1, 2}));
  private final Parameter bias = new Parameter(scope, "bias", ops.tensor(3f));
  private final List<Parameter> parameters = List.of(weight, bias);
  private final Sgd sgd = new Sgd(0.5f);

  private void nothingChanged() {
    assertThat(weight.value().toArray()).containsExactly(1, 2);
    assertThat(bias.value().item()).isEqualTo(3);
  }

  @Test
  void takesTheRateTimesTheGradientAway() {
    Tensor old = weight.value();
    try (Scope step = scope.scope()) {
      sgd.step(parameters, List.of(step.ops().tensor(new float[] {2, -4}), step.ops().tensor(1f)));
    }
    assertThat(weight.value().toArray()).containsExactly(0, 4);
    assertThat(bias.value().item()).isEqualTo(2.5f);
    assertThat(old.isClosed()).isTrue();
    assertThat(session.liveTensors()).isEqualTo(2);
  }

  @Test
  void learnsTheChaptersKernelAndKeepsNothingOnTheWay() {
    Tensor x = ops.tensor(new float[][][][] {{{{1, 1, 0, 0, 0, 0, 1, 1}}}});
    Tensor y = ops.tensor(new float[][][][] {{{{0, 1, 0, 0, 0, -1, 0}}}});
    Conv2d conv = Conv2d.builder(1, 1).kernel(1, 2).bias(false).build(scope);
    long tensors = session.liveTensors();
    long bytes = session.liveBytes();
    Sgd slow = new Sgd(0.1f);
    for (int i = 0; i < 1000; i++) {
      try (Scope step = scope.scope()) {
        Recording recording = Recording.in(step);
        Tensor loss = Losses.sumOfSquares(recording.ops(), conv.forward(recording.ops(), x), y);
        slow.step(conv.parameters().values(), recording.gradients(loss, conv.values()));
      }
      assertThat(session.liveTensors()).isEqualTo(tensors);
      assertThat(session.liveBytes()).isEqualTo(bytes);
    }
    assertThat(conv.weight().value().toArray())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(1, -1);
  }

  @Test
  void changesOnlyTheParametersItIsGiven() {
    sgd.step(List.of(bias), List.of(ops.tensor(2f)));
    assertThat(weight.value().toArray()).containsExactly(1, 2);
    assertThat(bias.value().item()).isEqualTo(2);
    sgd.step(List.of(), List.of());
    assertThat(bias.value().item()).isEqualTo(2);
  }

  @Test
  void gradientsThatDoNotMatchChangeNothing() {
    assertThatThrownBy(() -> sgd.step(parameters, List.of(ops.zeros(2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "1 gradients for the parameters [weight, bias]; expected one gradient for each"
                + " parameter, each parameter once. Pass the gradients by the parameters' values,"
                + " in their order.");
    assertThatThrownBy(() -> sgd.step(parameters, List.of(ops.ones(2), ops.ones(2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "a gradient of shape [2] for bias; expected the parameter's shape []. Pass the"
                + " gradients in the parameters' order.");
    assertThatThrownBy(() -> sgd.step(List.of(bias, bias), List.of(ops.tensor(1f), ops.tensor(1f))))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("2 gradients for the parameters [bias, bias]");
    nothingChanged();
  }

  @Test
  void aClosedGradientChangesNothingAndLeavesNothingBehind() {
    Tensor good = ops.ones(2);
    Tensor closed = ops.tensor(1f);
    closed.close();
    assertThatThrownBy(() -> sgd.step(parameters, List.of(good, closed)))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a tensor of shape [] was used after it");
    nothingChanged();
    assertThat(session.liveTensors()).isEqualTo(3);
  }

  @Test
  void parametersOfTwoSessionsAreNotChanged() {
    try (Session foreign = Backends.of(new PlainBackend()).open();
        Scope elsewhere = foreign.scope()) {
      Parameter other = new Parameter(elsewhere, "other", elsewhere.ops().ones(2));
      assertThatThrownBy(() -> sgd.step(List.of(weight, other), List.of(ops.ones(2), ops.ones(2))))
          .isInstanceOf(ForeignTensorException.class)
          .hasMessage(
              "the parameters weight and other set at once; expected parameters of one session."
                  + " Build all blocks of a network in scopes of one session.");
    }
    nothingChanged();
  }

  @Test
  void aClosedParameterChangesNothing() {
    bias.close();
    List<Tensor> gradients = List.of(ops.ones(2), ops.tensor(1f));
    assertThatThrownBy(() -> sgd.step(parameters, gradients))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("the parameter bias was used after it");
    assertThat(weight.value().toArray()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, Float.NaN, Float.POSITIVE_INFINITY})
  void aRateThatIsNoRateIsRefused(float rate) {
    assertThatThrownBy(() -> new Sgd(rate))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "the learning rate " + rate + "; expected a finite number of 0 or more. Try 0.01.");
  }
}
