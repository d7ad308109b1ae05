package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void quartilesOfAnOddNumberAreSamples() {
    assertThat(Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).isEqualTo(new Spread(3, 2, 4, 5));
  }

  @Test
  void quartilesBetweenSamplesAreInterpolated() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1.75, 3.25, 4));
  }

  @Test
  void oneOutlierMovesNothing() {
    Spread spread = Spread.of(List.of(1.0, 1.0, 1.0, 1.0, 1000.0));
    assertThat(spread).isEqualTo(new Spread(1, 1, 1, 5));
    assertThat(spread.relative()).isZero();
  }

  @Test
  void theRelativeSpreadIsHalfTheDistanceOfTheQuartiles() {
    assertThat(Spread.of(List.of(8.0, 10.0, 13.0)).relative()).isEqualTo(0.125, within(1e-12));
  }

  @Test
  void oneSampleIsItsOwnMedian() {
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ratiosCompareTheSameRound() {
    Timing fast = new Timing("fast", List.of(1.0, 10.0, 2.0), "");
    Timing slow = new Timing("slow", List.of(3.0, 30.0), "");
    assertThat(fast.speedUp(slow)).isEqualTo(new Spread(3, 3, 3, 2));
    assertThat(slow.speedUp(fast).median()).isEqualTo(1.0 / 3, within(1e-12));
  }
}
