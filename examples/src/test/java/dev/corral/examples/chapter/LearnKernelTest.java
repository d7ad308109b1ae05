package dev.corral.examples.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Editions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnKernelTest {
  static List<String> backends() {
    return BackendsUnderTest.ids();
  }

  private static Result run(String backend, long seed, Edition... editions) {
    try (Session session = BackendsUnderTest.ALL.open(backend)) {
      return new LearnKernel().run(session, new Options(seed, List.of(editions)));
    }
  }

  private static List<String> epochs(Result result) {
    return result.items().stream()
        .filter(Lines.class::isInstance)
        .flatMap(lines -> ((Lines) lines).lines().stream())
        .filter(line -> line.startsWith("epoch"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void printsTheLinesOfTheBook(String backend) {
    assertThat(epochs(run(backend, 0, Editions.MXNET)))
        .containsExactly(
            "epoch 2, loss 4.949",
            "epoch 4, loss 0.831",
            "epoch 6, loss 0.140",
            "epoch 8, loss 0.024",
            "epoch 10, loss 0.004");
    assertThat(epochs(run(backend, 0, Editions.PYTORCH)))
        .containsExactly(
            "epoch 2, loss 6.422",
            "epoch 4, loss 1.225",
            "epoch 6, loss 0.266",
            "epoch 8, loss 0.070",
            "epoch 10, loss 0.022");
    assertThat(epochs(run(backend, 0, Editions.TENSORFLOW)))
        .containsExactly(
            "epoch 2, loss 4.427",
            "epoch 4, loss 0.759",
            "epoch 6, loss 0.134",
            "epoch 8, loss 0.025",
            "epoch 10, loss 0.005");
    assertThat(epochs(run(backend, 0, Editions.PADDLE)))
        .containsExactly(
            "epoch 2, loss 16.734",
            "epoch 4, loss 6.225",
            "epoch 6, loss 2.444",
            "epoch 8, loss 0.983",
            "epoch 10, loss 0.400");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void learnsTheWeightsOfTheBook(String backend) {
    assertThat(learned(run(backend, 0, Editions.PYTORCH))).isEqualTo("[[1.0010, -0.9739]]");
    assertWithinTwoUlp(learned(run(backend, 0, Editions.MXNET)), "0.9895", "-0.9873705");
    assertWithinTwoUlp(learned(run(backend, 0, Editions.PADDLE)), "0.94325662", "-1.07352471");
  }

  private static String learned(Result result) {
    return result.checks().stream()
        .filter(check -> check.claim().equals("learned weights"))
        .map(Check::actual)
        .findFirst()
        .orElseThrow();
  }

  private static void assertWithinTwoUlp(String printed, String... printedInTheBook) {
    String[] weights = printed.replaceAll("[\\[\\] ]", "").split(",", -1);
    for (int i = 0; i < printedInTheBook.length; i++) {
      float expected = Float.parseFloat(printedInTheBook[i]);
      float distance = Math.abs(Float.parseFloat(weights[i]) - expected);
      assertThat(distance).isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void holdsForOtherSeedsAndShowsOnlyTheChosenEditions(String backend) {
    Result first = run(backend, 1, Editions.TENSORFLOW, Editions.PADDLE);
    Result second = run(backend, 2, Editions.TENSORFLOW, Editions.PADDLE);
    assertThat(first.holds()).isTrue();
    assertThat(second.holds()).isTrue();
    assertThat(first.items()).isNotEqualTo(second.items());
    assertThat(first.items())
        .filteredOn(Heading.class::isInstance)
        .containsExactly(new Heading("TensorFlow edition"), new Heading("Paddle edition"));
  }
}
