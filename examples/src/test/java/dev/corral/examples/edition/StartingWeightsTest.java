package dev.corral.examples.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StartingWeightsTest {
  static final List<Edition> editions = Editions.ALL;

  /** Adds two random numbers of those that are left, until one is: any order at all. */
  private static Summation inAnyOrder(Random random) {
    return terms -> {
      List<Float> left = new ArrayList<>();
      for (float term : terms) {
        left.add(term);
      }
      while (left.size() > 1) {
        float a = left.remove(random.nextInt(left.size()));
        int i = random.nextInt(left.size());
        left.set(i, left.get(i) + a);
      }
      return left.get(0);
    };
  }

  @ParameterizedTest
  @FieldSource("editions")
  void everyPrintedDigitComesOutInOrdersThatTheSearchDidNotTry(Edition edition) {
    StartingWeights start = StartingWeights.of(edition.printed());
    List<Figure> figures = edition.printed().figures();
    for (int seed = 0; seed < 300; seed++) {
      Descent descent = new Descent(inAnyOrder(new Random(seed)), seed % 2 == 0);
      double[] seen = descent.run(start.w0(), start.w1());
      for (int i = 0; i < figures.size(); i++) {
        assertThat(figures.get(i).matches(seen[i]))
            .as("%s with %s, seed %d", figures.get(i), seen[i], seed)
            .isTrue();
      }
    }
  }

  @Test
  void theStartsAreWhereTheRecurrencePutsThem() {
    assertStart(Editions.MXNET, 0.0068, 0.0130);
    assertStart(Editions.PYTORCH, 0.0392, 0.2134);
    assertStart(Editions.TENSORFLOW, 0.0999, -0.0164);
    assertStart(Editions.PADDLE, 1.1212, -2.3344);
  }

  private static void assertStart(Edition edition, double w0, double w1) {
    StartingWeights start = StartingWeights.of(edition.printed());
    assertThat(start.w0()).isCloseTo((float) w0, within(1e-4f));
    assertThat(start.w1()).isCloseTo((float) w1, within(1e-4f));
  }

  @Test
  void ofTwoMirrorImagesTheOneWithAPositiveSumIsTaken() {
    StartingWeights start = StartingWeights.of(Editions.TENSORFLOW.printed());
    assertThat(start.w0() + start.w1()).isPositive();
    double[] mirrored = new Descent(Summation.lanes(1), false).run(-start.w1(), -start.w0());
    List<Figure> losses = Editions.TENSORFLOW.printed().losses();
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i).matches(mirrored[i])).isTrue();
    }
  }

  @Test
  void refusesFiguresThatNoRunPrints() {
    PrintedRun impossible = PrintedRun.of(List.of("4.949", "0.831", "0.940", "0.024", "0.004"));
    assertThatThrownBy(() -> StartingWeights.of(impossible))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no start leads to the printed figures")
        .hasMessageContaining("0.940");
  }

  @Test
  void theRecurrenceAndTheStepsAgree() {
    Recurrence recurrence = new Recurrence(0.3, -2.1);
    double[] seen =
        new Descent(Summation.lanes(1), false)
            .run((float) recurrence.w0(), (float) recurrence.w1());
    for (int i = 0; i < 5; i++) {
      int steps = PrintedRun.EPOCHS.get(i) - 1;
      double loss = 15 * 0.09 * Math.pow(0.64, steps) + 3 * 2.1 * 2.1 * Math.pow(0.4096, steps);
      assertThat(seen[i]).isCloseTo(loss, within(1e-5));
    }
    double p = 0.3 * Math.pow(-0.8, 10);
    double q = -2.1 * Math.pow(0.64, 10);
    assertThat(seen[5]).isCloseTo(1 + (p + q) / 2, within(1e-6));
    assertThat(seen[6]).isCloseTo(-1 + (p - q) / 2, within(1e-6));
  }
}
