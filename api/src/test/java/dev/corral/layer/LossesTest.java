package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.corral.autograd.Recording;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LossesTest extends InScope {
  private final Recording recording = Recording.in(scope);

  @Test
  void squaredErrorsAreSummedOrAveraged() {
    Tensor prediction = ops.tensor(new float[][] {{1, 2}, {3, 4}});
    Tensor target = ops.tensor(new float[][] {{1, 0}, {0, 0}});
    Tensor sum = Losses.sumOfSquares(recording.ops(), prediction, target);
    Tensor mean = Losses.meanSquaredError(recording.ops(), prediction, target);
    assertThat(sum.item()).isEqualTo(29);
    assertThat(mean.item()).isEqualTo(7.25f);
    assertThat(recording.gradients(sum, prediction).get(0).toArray()).containsExactly(0, 4, 6, 8);
    assertThat(recording.gradients(mean, target).get(0).toArray())
        .containsExactly(-0f, -1, -1.5f, -2);
  }

  @Test
  void crossEntropyIsTheMeanNegativeLogProbability() {
    Tensor logits = ops.tensor(new float[][] {{1, 2, 3}, {0, 0, 0}});
    Tensor target = ops.tensor(new float[][] {{0.25f, 0, 0.75f}, {0, 1, 0}});
    Tensor loss = Losses.crossEntropy(recording.ops(), logits, target);
    double z = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
    double expected = (0.25 * (z - 1) + 0.75 * (z - 3) + Math.log(3)) / 2;
    assertThat((double) loss.item()).isCloseTo(expected, within(1e-6));
    // softmax(logits) − target, over the batch
    float[] gradient = recording.gradients(loss, logits).get(0).toArray();
    float[] byHand = ops.div(ops.sub(ops.softmax(logits, 1), target), 2).toArray();
    assertThat(gradient).usingComparatorWithPrecision(1e-6f).containsExactly(byHand);
  }

  @Test
  void crossEntropyStaysFiniteForLargeLogits() {
    Tensor logits = ops.tensor(new float[][] {{1000, -1000}});
    Tensor wrong = Losses.oneHot(ops, new int[] {1}, 2);
    assertThat(Losses.crossEntropy(ops, logits, wrong).item()).isEqualTo(2000);
  }

  @Test
  void classIndicesBecomeProbabilities() {
    Tensor indices = ops.tensor(new float[][] {{2, 0}, {1, 3}});
    Tensor oneHot = Losses.oneHot(ops, indices, 3);
    assertThat(oneHot.toArray3d())
        .isDeepEqualTo(new float[][][] {{{0, 0, 1}, {1, 0, 0}}, {{0, 1, 0}, {0, 0, 0}}});
    assertThat(Losses.oneHot(ops, new int[] {1, 0}, 2).toArray()).containsExactly(0, 1, 1, 0);
    assertThat(Losses.oneHot(ops, new int[0], 2).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void labelsOfNoClassAreRefused() {
    assertThatThrownBy(() -> Losses.oneHot(ops, new int[] {0, 3}, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "oneHot: the label 3 at place 1, of 3 classes; expected labels from 0 to 2. Count"
                + " classes from 0, or give a larger number of them.");
    assertThatThrownBy(() -> Losses.oneHot(ops, new int[] {-1}, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the label -1 at place 0");
  }

  @Test
  void nothingBroadcasts() {
    Tensor column = ops.zeros(3, 1);
    Tensor row = ops.zeros(3);
    assertThatThrownBy(() -> Losses.sumOfSquares(ops, column, row))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "sumOfSquares: a prediction of shape [3, 1] and a target of shape [3]; expected one"
                + " shape for both. Reshape the target; a loss does not broadcast.");
    assertThatThrownBy(() -> Losses.meanSquaredError(ops, row, column))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("meanSquaredError: a prediction of shape [3] ");
    assertThatThrownBy(() -> Losses.crossEntropy(ops, column, row))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("crossEntropy: a prediction of shape [3, 1] ");
    assertThatThrownBy(() -> Losses.crossEntropy(ops, row, row))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("crossEntropy: logits of shape [3]; expected [batch, classes]");
  }

  @Test
  void aMeanOverNothingIsRefused() {
    Tensor empty = ops.zeros(0, 2);
    assertThatThrownBy(() -> Losses.meanSquaredError(ops, empty, empty))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("mean over axis 0 of the shape [0, 2], which has no elements");
    assertThat(Losses.sumOfSquares(ops, empty, empty).item()).isZero();
  }

  @Test
  void leaveOnlyTheLossBehind() {
    Tensor logits = ops.zeros(2, 3);
    Tensor target = Losses.oneHot(ops, new int[] {0, 1}, 3);
    assertThat(session.liveTensors()).isEqualTo(2);
    Losses.crossEntropy(ops, logits, target);
    Losses.sumOfSquares(ops, logits, target);
    Losses.meanSquaredError(ops, logits, target);
    assertThat(session.liveTensors()).isEqualTo(5);
  }
}
