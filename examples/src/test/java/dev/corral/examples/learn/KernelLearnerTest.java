package dev.corral.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Session;
import dev.corral.contract.SharedFiles;
import dev.corral.examples.chapter.BackendsUnderTest;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.FilterOptions;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.image.PictureException;
import dev.corral.examples.image.PictureFilter;
import dev.corral.examples.image.Pictures;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLearnerTest {
  private static final LearnOptions OPTIONS = new LearnOptions(1000, 3, null, false);
  private static final LearnProgress UNSEEN = (steps, all) -> {};

  @TempDir Path folder;

  static List<String> backends() {
    return BackendsUnderTest.ids();
  }

  private Path noise(String name, int type) {
    return Pictures.save(Pictures.noise(60, 50, type, 4), folder.resolve(name));
  }

  private Path grey() {
    return noise("grey.png", BufferedImage.TYPE_BYTE_GRAY);
  }

  private Path colour() {
    return noise("colour.png", BufferedImage.TYPE_3BYTE_BGR);
  }

  private static double[][] matrix(String kernel) {
    return Kernel.parse(kernel).matrix().orElseThrow();
  }

  private static Learned hidden(Path photo, String kernel, LearnOptions options) {
    try (Session session = Session.open("cpu")) {
      return new KernelLearner(session, options).hidden(photo, matrix(kernel), UNSEEN);
    }
  }

  private static Learned filtered(Path photo, Path other, KernelSize size) {
    try (Session session = Session.open("cpu")) {
      return new KernelLearner(session, OPTIONS).filtered(photo, other, size, UNSEEN);
    }
  }

  /** As {@code filter} writes it. */
  private Path filter(Path photo, String kernel, boolean luminance, boolean signed) {
    Path result = folder.resolve("filtered.png");
    FilterOptions options =
        new FilterOptions(List.of(Kernel.parse(kernel)), Border.ZERO, luminance, signed);
    try (Session session = Session.open("cpu")) {
      new PictureFilter(session, options).filter(photo, result, (tiles, all) -> {});
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void everyBackendLearnsAHiddenKernel(String backend) {
    Path photo = colour();
    try (Session session = BackendsUnderTest.ALL.open(backend)) {
      Learned learned = new KernelLearner(session, OPTIONS).hidden(photo, matrix("emboss"), UNSEEN);
      assertThat(learned.settled()).isTrue();
      assertThat(learned.differenceFrom(matrix("emboss"))).isLessThan(1e-3);
      assertThat(learned.lastError()).isLessThan(0.1);
      assertThat(learned.used()).isEqualTo(learned.values());
      assertThat(session.liveTensors()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void everyBackendLearnsFromTwoFiles(String backend) {
    Path photo = grey();
    Path other = filter(photo, "sobel-y", false, false);
    try (Session session = BackendsUnderTest.ALL.open(backend)) {
      Learned learned =
          new KernelLearner(session, OPTIONS).filtered(photo, other, new KernelSize(3, 3), UNSEEN);
      assertThat(learned.settled()).isTrue();
      assertThat(learned.differenceFrom(matrix("sobel-y"))).isLessThan(1e-2);
      // Half of it is below black.
      assertThat(learned.used()).isBetween(learned.values() / 4, learned.values() * 3 / 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[3]]", "[[1,-1]]", "[[1],[2],[3]]", "motion:9", "gaussian:1", "box:4"})
  void sizesAreAllAlike(String kernel) {
    Learned learned = hidden(colour(), kernel, OPTIONS);
    assertThat(learned.settled()).isTrue();
    assertThat(learned.differenceFrom(matrix(kernel))).isLessThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[[0.1,0.2,0.3,0.4]]", "[[0.5,0],[0,0.5]]", "[[0.1],[0.2],[0.3],[0.4]]"})
  void evenSidesLieWhereFilterPutsThem(String kernel) {
    Path photo = colour();
    double[][] truth = matrix(kernel);
    Learned learned = filtered(photo, filter(photo, kernel, false, false), KernelSize.of(truth));
    assertThat(learned.differenceFrom(truth)).isLessThan(1e-2);
    assertThat(learned.lastError()).isCloseTo(Math.sqrt(1.0 / 12), within(0.05));
  }

  @Test
  void luminanceIsLearnedFromAColourPhoto() {
    Path photo = colour();
    Path other = filter(photo, "sharpen", true, false);
    Learned learned = filtered(photo, other, new KernelSize(3, 3));
    assertThat(learned.differenceFrom(matrix("sharpen"))).isLessThan(2e-2);
    assertThat(learned.lastError()).isLessThan(0.5);
  }

  @Test
  void whatIsAddedIsTold() {
    Path photo = colour();
    Learned learned = filtered(photo, filter(photo, "emboss", false, true), new KernelSize(3, 3));
    // Halves are rounded up.
    assertThat(learned.bias()).isCloseTo(128.25, within(0.1));
    assertThat(2 * learned.kernel()[0][0]).isCloseTo(-2, within(1e-2));
    assertThat(2 * learned.kernel()[1][2]).isCloseTo(1, within(1e-2));
  }

  @Test
  void noKernelIsASobel() {
    Path photo = colour();
    Learned learned = filtered(photo, filter(photo, "sobel", false, false), new KernelSize(3, 3));
    assertThat(learned.settled()).isTrue();
    assertThat(learned.lastError()).isGreaterThan(10);
  }

  @Test
  void whatAPictureDoesNotShowIsNotLearned() {
    BufferedImage stripes = Pictures.noise(60, 1, BufferedImage.TYPE_BYTE_GRAY, 5);
    BufferedImage tall = new BufferedImage(60, 50, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 50; y++) {
      tall.getRaster().setRect(0, y, stripes.getRaster());
    }
    Path photo = Pictures.save(tall, folder.resolve("stripes.png"));
    Learned learned = hidden(photo, "sobel-x", OPTIONS);
    assertThat(learned.lastError()).isLessThan(0.1);
    assertThat(learned.settled()).isFalse();
  }

  @Test
  void aPlainRateIsSlowAndATooHighOneIsNoticed() {
    Learned slow = hidden(colour(), "sobel-x", new LearnOptions(20, 0, 0.01f, false));
    assertThat(slow.errors()).isSortedAccordingTo((a, b) -> Double.compare(b, a)).hasSize(21);
    assertThat(slow.settled()).isFalse();
    Learned wild = hidden(colour(), "sobel-x", new LearnOptions(1000, 0, 10f, false));
    assertThat(wild.diverged()).isTrue();
    assertThat(wild.settled()).isFalse();
    assertThat(wild.steps()).isLessThan(1000);
  }

  @Test
  void aSeedRepeats() {
    LearnOptions few = new LearnOptions(5, 8, null, true);
    assertThat(hidden(colour(), "box:3", few).errors())
        .isEqualTo(hidden(colour(), "box:3", few).errors())
        .isNotEqualTo(hidden(colour(), "box:3", new LearnOptions(5, 9, null, true)).errors());
  }

  @Test
  void progressIsTold() {
    List<String> told = new ArrayList<>();
    try (Session session = Session.open("cpu-naive")) {
      new KernelLearner(session, new LearnOptions(3, 0, null, false))
          .hidden(grey(), matrix("box:3"), (steps, all) -> told.add(steps + "/" + all));
    }
    assertThat(told).containsExactly("1/3", "2/3", "3/3");
  }

  private void assertFails(Path photo, Path other, KernelSize size, String... explanations) {
    assertThatThrownBy(() -> filtered(photo, other, size))
        .isInstanceOf(PictureException.class)
        .hasMessageContainingAll(explanations)
        .hasMessageMatching("[^\\n]*");
  }

  @Test
  void picturesThatDoNotFitAreRefused() {
    Path photo = grey();
    Path small =
        Pictures.save(
            Pictures.noise(30, 2, BufferedImage.TYPE_BYTE_GRAY, 6), folder.resolve("small.png"));
    Path black =
        Pictures.save(
            new BufferedImage(60, 50, BufferedImage.TYPE_BYTE_GRAY), folder.resolve("black.png"));
    KernelSize three = new KernelSize(3, 3);
    assertFails(photo, small, three, "grey.png is 60 × 50", "small.png is 30 × 2");
    assertFails(small, small, three, "30 × 2 for a kernel of 3×3");
    assertFails(small, small, new KernelSize(1, 29), "4 usable values for the 29 weights");
    assertFails(photo, black, three, "0 usable values", "filter --signed");
    assertFails(black, photo, three, "a photo of one colour");
    assertFails(photo, folder.resolve("none.png"), three, "there is no file", "none.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sobel-x", "laplacian", "emboss", "gaussian:1"})
  void kernelsAreLearnedFromAPhotograph(String kernel) {
    Path photo = SharedFiles.require("data/raccoon.png");
    double[][] truth = matrix(kernel);
    assertThat(hidden(photo, kernel, OPTIONS).differenceFrom(truth)).isLessThan(1e-2);
    Path other = filter(photo, kernel, false, false);
    Learned learned = filtered(photo, other, KernelSize.of(truth));
    assertThat(learned.settled()).isTrue();
    assertThat(learned.differenceFrom(truth)).isLessThan(1e-2);
  }
}
