package dev.corral.examples.edition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void aRoundedFigureCoversWhatRoundsToIt() {
    Figure figure = Figure.rounded("0.140");
    assertThat(figure.matches(0.1395001)).isTrue();
    assertThat(figure.matches(0.1404999)).isTrue();
    assertThat(figure.matches(0.1394999)).isFalse();
    assertThat(figure.matches(0.1405001)).isFalse();
  }

  @Test
  void aFigureInFullCoversItsNeighbours() {
    Figure figure = Figure.within("-0.9873705", 2);
    float value = -0.9873705f;
    float next = Math.nextUp(Math.nextUp(value));
    assertThat(figure.matches(next)).isTrue();
    assertThat(figure.matches(Math.nextUp(next))).isFalse();
    assertThat(figure.room(value)).isEqualTo(1);
    assertThat(figure.room(Math.nextDown(value))).isEqualTo(0.5);
    assertThat(figure.room(next)).isZero();
  }

  @Test
  void notANumberMatchesNothing() {
    assertThat(Figure.rounded("0.5").matches(Double.NaN)).isFalse();
    assertThat(Figure.within("0.5", 2).matches(Double.NaN)).isFalse();
  }
}
