package dev.corral.conformance.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import org.junit.jupiter.api.Test;

class ContractionTest {
  private static final double EPSILON = Math.scalb(1.0, -24);

  private static Contraction dot(double[] a, double... b) {
    return ProductReference.matmul(
        DoubleTensor.of(Shape.of(1, a.length), a), DoubleTensor.of(Shape.of(b.length, 1), b));
  }

  @Test
  void countsAndWeighsItsProducts() {
    Contraction sum = dot(new double[] {1, -2, 3}, 4, 5, 6);
    assertThat(sum.value().toArray()).containsExactly(12);
    assertThat(sum.magnitude().toArray()).containsExactly(32);
    assertThat(sum.products().toArray()).containsExactly(3);
  }

  @Test
  void isExactOnIntegersThatFloat32Holds() {
    assertThat(dot(new double[] {1, -2, 3}, 4, 5, 6).bound().toArray()).containsExactly(0);
    assertThat(dot(new double[] {4096, -1}, 4096, 1).bound().get(0, 0)).isPositive();
  }

  @Test
  void isBoundedByGammaElsewhere() {
    double gamma = 3 * EPSILON / (1 - 3 * EPSILON);
    assertThat(dot(new double[] {1, -2, 0.5}, 4, 5, 6).bound().get(0, 0)).isEqualTo(gamma * 17);
  }

  /** In float32, added from the left, (1 + ε′) + … keeps losing the same half unit. */
  @Test
  void isReachedByTheWorstRounding() {
    float tiny = Math.scalb(1f, -24);
    double[] ones = {1, 1, 1, 1};
    Contraction sum = dot(ones, 1, tiny, tiny, tiny);
    float inFloat = 1f + tiny + tiny + tiny;
    double error = Math.abs(inFloat - sum.value().get(0, 0));
    assertThat(error).isEqualTo(3 * EPSILON);
    assertThat(sum.bound().get(0, 0)).isBetween(error, 1.5 * error);
  }

  @Test
  void doesNotCountPadding() {
    DoubleTensor x = DoubleTensor.full(Shape.of(1, 1, 2, 2), 0.5);
    DoubleTensor w = DoubleTensor.full(Shape.of(1, 1, 3, 3), 0.5);
    Contraction y = ConvolutionReference.conv2d(x, w, Conv2dOptions.DEFAULT.padding(1));
    assertThat(y.products().toArray()).containsExactly(4, 4, 4, 4);
  }

  @Test
  void allowsAMeanOneRoundingMore() {
    DoubleTensor x = DoubleTensor.of(Shape.of(3), 1.0, 2.0, 3.0);
    Contraction mean = ReductionReference.mean(x, false, 0);
    assertThat(mean.value().get()).isEqualTo(2);
    assertThat(mean.bound().get()).isEqualTo(Contraction.gamma(4) * 2);
  }
}
