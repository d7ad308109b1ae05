package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializerTest extends InScope {
  /** 24 inputs and 96 outputs for each element. */
  private static final Shape WEIGHT = Shape.of(32, 8, 1, 3);

  private float[] draw(Initializer scheme, long seed) {
    return scheme.draw(ops, WEIGHT, Fan.of(WEIGHT), seed).toArray();
  }

  private static double mean(float... values) {
    return stream(values).average().orElseThrow();
  }

  private static double deviation(float... values) {
    double mean = mean(values);
    return Math.sqrt(stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static DoubleStream stream(float... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  /** Fills [−bound, bound) evenly: up to its ends, with the mean and deviation of the uniform. */
  private void isUniform(Initializer scheme, double bound) {
    float[] values = draw(scheme, 1);
    assertThat(stream(values).min().orElseThrow()).isBetween(-bound, -0.98 * bound);
    assertThat(stream(values).max().orElseThrow()).isBetween(0.98 * bound, bound);
    assertThat(mean(values)).isCloseTo(0, within(0.1 * bound));
    assertThat(deviation(values)).isCloseTo(bound / Math.sqrt(3), within(0.05 * bound));
  }

  @Test
  void fansCountTheKernel() {
    assertThat(Fan.of(WEIGHT)).isEqualTo(new Fan(24, 96));
    assertThat(Fan.of(Shape.of(5, 7))).isEqualTo(new Fan(7, 5));
    assertThat(Fan.of(Shape.of(5, 0, 3, 3))).isEqualTo(new Fan(1, 45));
    assertThatThrownBy(() -> Fan.of(Shape.of(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("axis 1 of the shape [5]");
  }

  @Test
  void constantsAreConstant() {
    assertThat(draw(Initializer.zeros(), 1)).containsOnly(0);
    assertThat(draw(Initializer.constant(2.5f), 1)).containsOnly(2.5f).hasSize(768);
  }

  @Test
  void theEditionsBoundsAreThoseOfTheirFrameworks() {
    isUniform(Initializer.uniform(-0.07f, 0.07f), 0.07);
    isUniform(Initializer.kaimingUniform(Math.sqrt(5)), 1 / Math.sqrt(24));
    isUniform(Initializer.kaimingUniform(0), Math.sqrt(6.0 / 24));
    isUniform(Initializer.glorotUniform(), Math.sqrt(6.0 / 120));
  }

  @Test
  void normalSchemesHaveTheirDeviation() {
    float[] paddle = draw(Initializer.kaimingNormal(), 1);
    assertThat(mean(paddle)).isCloseTo(0, within(0.03));
    assertThat(deviation(paddle)).isCloseTo(Math.sqrt(2.0 / 24), within(0.015));
    float[] any = draw(Initializer.normal(5, 0.05f), 1);
    assertThat(mean(any)).isCloseTo(5, within(0.005));
    assertThat(deviation(any)).isCloseTo(0.05, within(0.003));
  }

  @Test
  void aSeedGivesTheSameNumbersAgain() {
    for (Initializer scheme :
        new Initializer[] {Initializer.kaimingUniform(1), Initializer.kaimingNormal()}) {
      assertThat(draw(scheme, 7)).containsExactly(draw(scheme, 7)).isNotEqualTo(draw(scheme, 8));
    }
  }

  @Test
  void aLayerWithoutInputsBeginsFinite() {
    Linear linear = Linear.builder(0, 50).build(scope);
    assertThat(linear.weight().value().toArray()).isEmpty();
    for (float value : linear.bias().value().toArray()) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }

  @Test
  void layersBeginAsPyTorchsDo() {
    Conv2d conv = Conv2d.builder(8, 4096).kernel(1, 3).seed(3).build(scope);
    double bound = 1 / Math.sqrt(24);
    for (Parameter parameter : conv.parameters().values()) {
      float[] values = parameter.value().toArray();
      assertThat(stream(values).min().orElseThrow()).isBetween(-bound, -0.99 * bound);
      assertThat(stream(values).max().orElseThrow()).isBetween(0.99 * bound, bound);
    }
  }

  @Test
  void weightAndBiasAreDrawnApartAndBySeed() {
    Linear layer = Linear.builder(1, 100).seed(3).build(scope);
    Linear same = Linear.builder(1, 100).seed(3).build(scope);
    Linear next = Linear.builder(1, 100).seed(4).build(scope);
    float[] weight = layer.weight().value().toArray();
    assertThat(same.weight().value().toArray()).containsExactly(weight);
    assertThat(same.bias().value().toArray()).containsExactly(layer.bias().value().toArray());
    assertThat(weight).doesNotContain(layer.bias().value().toArray());
    assertThat(weight).doesNotContain(next.weight().value().toArray());
    assertThat(Math.abs(weight[0] - next.weight().value().toArray()[0])).isGreaterThan(0.01f);
  }

  @Test
  void eachParameterHasItsOwnScheme() {
    Linear layer =
        Linear.builder(2, 3)
            .weightInitializer(Initializer.constant(1))
            .biasInitializer(Initializer.zeros())
            .build(scope);
    assertThat(layer.weight().value().toArray()).containsOnly(1);
    assertThat(layer.bias().value().toArray()).containsOnly(0);
  }
}
