package dev.corral.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.GradientException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final Session session = Backends.of(new PlainBackend()).open();
  private final Scope scope = session.scope();
  private final Recording recording = Recording.in(scope);
  private final Ops ops = recording.ops();

  @AfterEach
  void nothingStaysAlive() {
    scope.close();
    assertThat(session.liveTensors()).isZero();
    assertThat(session.liveBytes()).isZero();
    session.close();
  }

  @Test
  void differentiatesTheChaptersLoss() {
    Tensor x = scope.ops().tensor(new float[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    Tensor k = scope.ops().tensor(new float[][] {{0, 1}, {2, 3}});
    Tensor loss = ops.sum(ops.square(ops.corr2d(x, k)));
    List<Tensor> gradients = recording.gradients(loss, k, x);
    // d/dK = 2 · corr2d(X, Y): the first is 2 · (0·19 + 1·25 + 3·37 + 4·43)
    assertThat(gradients.get(0).toArray()).containsExactly(616, 864, 1360, 1608);
    assertThat(gradients.get(1).shape()).isEqualTo(Shape.of(3, 3));
  }

  @Test
  void addsUpWhereATensorIsUsedTwice() {
    Tensor x = ops.tensor(3f);
    Tensor y = ops.add(ops.mul(x, x), x);
    assertThat(recording.gradients(y, x).get(0).item()).isEqualTo(7);
  }

  @Test
  void givesGradientsOfIntermediateResultsAndOfYItself() {
    Tensor x = ops.tensor(3f);
    Tensor square = ops.mul(x, x);
    Tensor y = ops.exp(square);
    List<Tensor> gradients = recording.gradients(y, square, y, x, square);
    assertThat(gradients.get(0).item()).isEqualTo(y.item());
    assertThat(gradients.get(1).item()).isEqualTo(1);
    assertThat(gradients.get(2).item()).isEqualTo(6 * y.item());
    assertThat(gradients.get(3).toArray()).isEqualTo(gradients.get(0).toArray());
  }

  @Test
  void sharesTheGradientOfTiesAndHasNoneAtTheKinks() {
    Tensor x = ops.tensor(new float[] {2, 2, 1});
    assertThat(recording.gradients(ops.max(x), x).get(0).toArray()).containsExactly(0.5f, 0.5f, 0);
    Tensor zero = ops.zeros(1);
    Tensor kinks = ops.sum(ops.add(ops.relu(zero), ops.abs(zero)));
    assertThat(recording.gradients(kinks, zero).get(0).toArray()).containsExactly(0);
    Tensor tie = ops.sum(ops.maximum(zero, ops.zeros(1)));
    assertThat(recording.gradients(tie, zero).get(0).toArray()).containsExactly(0.5f);
  }

  @Test
  void recordingsCoexistAndNest() {
    Tensor x = scope.ops().tensor(2f);
    Recording other = Recording.in(scope);
    Tensor y = ops.mul(x, x);
    Tensor z = other.ops().mul(y, x);
    assertThat(other.gradients(z, x).get(0).item()).isEqualTo(4);
    assertThat(recording.gradients(y, x).get(0).item()).isEqualTo(4);
  }

  @Test
  void keepsOnlyTheGradients() {
    Tensor x = ops.uniform(Shape.of(4, 4), -1, 1, 7);
    Tensor y = ops.sum(ops.sigmoid(ops.matmul(x, ops.softmax(x, 1))));
    long before = session.liveTensors();
    recording.gradients(y, x);
    assertThat(session.liveTensors()).isEqualTo(before + 1);
  }

  @Test
  void refusesWhatIsNotAScalar() {
    Tensor x = ops.ones(2, 3);
    assertThatThrownBy(() -> recording.gradients(ops.neg(x), x))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "the gradient of a tensor of shape [2, 3], 6 elements; expected a scalar."
                + " Reduce it first, as a loss does with sum or mean.");
  }

  @Test
  void namesTheTensorThatTheHostMade() {
    Tensor w = ops.ones(1, 2);
    float[][] y = new float[6][7];
    y[0][0] = w.toArray()[0];
    Tensor filled = ops.tensor(y);
    Tensor loss = ops.sum(ops.square(filled));
    assertThatThrownBy(() -> recording.gradients(loss, w))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("by one of shape [1, 2]")
        .hasMessageContaining("the host made: the tensor of shape [6, 7] from fromArray")
        .hasMessageContaining("slice, mul, sum, concat");
  }

  @Test
  void namesTheOperationWithoutGradient() {
    Tensor x = ops.ones(3);
    Tensor y = ops.sum(ops.mul(ops.less(x, 2), 3));
    assertThatThrownBy(() -> recording.gradients(y, x))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("between which stands less, which carries no gradient");
  }

  @Test
  void saysWhenYWasNotRecordedOrDoesNotComeFromX() {
    Tensor x = ops.ones(3);
    assertThatThrownBy(() -> recording.gradients(scope.ops().sum(x), x))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("did not see being made")
        .hasMessageContaining("recording.ops()");
    assertThatThrownBy(() -> recording.gradients(ops.sum(x), ops.neg(x)))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("from which y was not computed");
  }

  @Test
  void saysWhenWhatItNeedsHasClosed() {
    Tensor x = ops.ones(3);
    Tensor y;
    try (Scope inner = scope.scope()) {
      y = ops.sum(ops.mul(x, inner.ops().ones(3)));
    }
    assertThatThrownBy(() -> recording.gradients(y, x)).isInstanceOf(ClosedException.class);
  }

  @Test
  void learnsThroughSlicesAndScatters() {
    Tensor x = ops.arange(6);
    Tensor source = ops.tensor(new float[] {10, 20});
    Tensor y = ops.sliceScatter(x, source, Slice.of(1, 5).step(3));
    assertThat(y.toArray()).containsExactly(0, 10, 2, 3, 20, 5);
    Tensor weighted = ops.sum(ops.mul(y, ops.arange(6)));
    List<Tensor> gradients = recording.gradients(weighted, x, source);
    assertThat(gradients.get(0).toArray()).containsExactly(0, 0, 2, 3, 0, 5);
    assertThat(gradients.get(1).toArray()).containsExactly(1, 4);
  }
}
