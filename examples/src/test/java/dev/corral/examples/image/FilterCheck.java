package dev.corral.examples.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.BackendsUnderTest;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Compares filters on every backend with {@link ReferenceFilter}. */
final class FilterCheck {
  /** Every name, with a number where it takes one. */
  static final List<String> NAMED =
      List.of(
          "sobel",
          "sobel-x",
          "sobel-y",
          "prewitt",
          "scharr",
          "laplacian",
          "gaussian:1.5",
          "box:5",
          "sharpen",
          "emboss",
          "motion:9");

  private FilterCheck() {}

  /** A test for each chain of kernels and each border. */
  static Stream<DynamicTest> everything(
      Path file, Path folder, List<List<String>> chains, int edge) {
    BufferedImage picture = Pictures.load(file);
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> chain : chains) {
      for (Border border : Border.values()) {
        String name = chain + " " + border;
        tests.add(dynamicTest(name, () -> compare(picture, file, folder, chain, border, edge)));
      }
    }
    return tests.stream();
  }

  private static void compare(
      BufferedImage picture, Path file, Path folder, List<String> chain, Border border, int edge) {
    int bands = picture.getRaster().getNumBands();
    double[][][] expected = new double[bands][][];
    for (int b = 0; b < bands; b++) {
      expected[b] = Pictures.band(picture, b);
      for (String kernel : chain) {
        expected[b] = new ReferenceFilter(border).apply(kernel, expected[b]);
      }
    }
    List<Kernel> kernels = chain.stream().map(Kernel::parse).toList();
    FilterOptions options = new FilterOptions(kernels, border, false, false);
    for (String backend : BackendsUnderTest.ids()) {
      try (Session session = BackendsUnderTest.ALL.open(backend)) {
        Path result = folder.resolve(backend + ".png");
        new PictureFilter(session, options, edge, 1L << 30)
            .filter(file, result, (tiles, all) -> {});
        BufferedImage filtered = Pictures.load(result);
        for (int b = 0; b < bands; b++) {
          assertWithinOneLevel(backend, Pictures.band(filtered, b), expected[b]);
        }
      }
    }
  }

  private static void assertWithinOneLevel(String backend, double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    double worst = 0;
    for (int y = 0; y < actual.length; y++) {
      for (int x = 0; x < actual[y].length; x++) {
        double shown = Math.max(0, Math.min(255, expected[y][x]));
        worst = Math.max(worst, Math.abs(actual[y][x] - shown));
      }
    }
    // Rounding takes half a level; the rest is float32's.
    assertThat(worst).as(backend).isLessThan(0.51);
  }
}
