package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.ForeignTensorException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ParameterTest extends InScope {
  private final Tensor first = ops.tensor(new float[] {1, 2});
  private final Parameter parameter = new Parameter(scope, "weight", first);

  @Test
  void settingMovesTheNewTensorInAndClosesTheOld() {
    Tensor next;
    try (Scope step = scope.scope()) {
      next = step.ops().tensor(new float[] {3, 4});
      parameter.set(next);
    }
    assertThat(parameter.value()).isSameAs(next);
    assertThat(next.toArray()).containsExactly(3, 4);
    assertThat(first.isClosed()).isTrue();
    assertThat(session.liveTensors()).isEqualTo(1);
  }

  @Test
  void aFirstValueMovesInToo() {
    Parameter moved;
    try (Scope inner = scope.scope()) {
      moved = new Parameter(scope, "bias", inner.ops().ones(2));
    }
    assertThat(moved.value().toArray()).containsExactly(1, 1);
  }

  @Test
  void settingThePresentValueChangesNothing() {
    parameter.set(first);
    assertThat(parameter.value().toArray()).containsExactly(1, 2);
  }

  @Test
  void anotherShapeIsRefusedAndChangesNothing() {
    Tensor other = ops.ones(1, 2);
    assertThatThrownBy(() -> parameter.set(other))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "the parameter weight set to a tensor of shape [1, 2]; expected the shape [2], which a"
                + " parameter keeps. Reshape the tensor, or build a block of other sizes.");
    assertThat(parameter.value().toArray()).containsExactly(1, 2);
    assertThat(other.isClosed()).isFalse();
  }

  @Test
  void aTensorOfAnotherSessionIsRefusedAndChangesNothing() {
    try (Session foreign = Backends.of(new PlainBackend()).open();
        Scope elsewhere = foreign.scope()) {
      Tensor other = elsewhere.ops().ones(2);
      assertThatThrownBy(() -> parameter.set(other))
          .isInstanceOf(ForeignTensorException.class)
          .hasMessageContaining("the tensor of shape [2] belongs to another session");
    }
    assertThat(parameter.value().toArray()).containsExactly(1, 2);
  }

  @Test
  void aClosedTensorIsRefusedAndChangesNothing() {
    Tensor other = ops.ones(2);
    other.close();
    assertThatThrownBy(() -> parameter.set(other))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a tensor of shape [2] was used after it");
    assertThat(parameter.value().toArray()).containsExactly(1, 2);
  }

  @Test
  void aClosedParameterIsNotSet() {
    parameter.close();
    parameter.close();
    Tensor next = ops.ones(2);
    assertThatThrownBy(() -> parameter.set(next))
        .isInstanceOf(ClosedException.class)
        .hasMessage(
            "the parameter weight was used after it, its block or its scope had closed; expected an"
                + " open parameter. Use the block before it closes, or build it in a longer-lived"
                + " scope.");
    assertThat(next.isClosed()).isFalse();
    assertThat(parameter.shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void closesWithItsScope() {
    scope.close();
    assertThatThrownBy(() -> parameter.set(first)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> parameter.value().toArray()).isInstanceOf(ClosedException.class);
  }

  @Test
  void namesAreKeptInOrderAndUnique() {
    Parameter bias = new Parameter(scope, "bias", ops.zeros(2));
    assertThat(Parameter.byName(parameter, bias)).containsOnlyKeys("weight", "bias");
    assertThat(Parameter.byName(parameter, bias).values()).containsExactly(parameter, bias);
    assertThatThrownBy(() -> Parameter.byName(bias, parameter, bias))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "two parameters of one block named bias; expected a name of its own for each. Rename"
                + " one.");
  }

  @Test
  void printsItsNameAndValue() {
    assertThat(parameter).hasToString("weight [1., 2.]");
  }
}
