package dev.corral.examples.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every kernel, border and backend, beside plain loops in float64. */
class FilterReferenceTest {
  private static final List<String> MORE =
      List.of("box:4", "box:21", "[[1,-1]]", "[[0.5],[2],[-1],[0.25]]");

  /** Small enough for many of them in a small picture, and no divisor of its sides. */
  private static final int EDGE = 64;

  @TempDir Path folder;

  private Stream<DynamicTest> everything(BufferedImage picture, List<List<String>> chains) {
    String name = picture.getWidth() + "x" + picture.getHeight() + ".png";
    return FilterCheck.everything(
        Pictures.save(picture, folder.resolve(name)), folder, chains, EDGE);
  }

  @TestFactory
  Stream<DynamicTest> noiseIsFilteredByTheDefinition() {
    BufferedImage noise = Pictures.noise(150, 70, BufferedImage.TYPE_3BYTE_BGR, 1);
    return everything(
        noise, Stream.concat(FilterCheck.NAMED.stream(), MORE.stream()).map(List::of).toList());
  }

  @TestFactory
  Stream<DynamicTest> picturesSmallerThanTheKernelToo() {
    BufferedImage tiny = Pictures.noise(3, 2, BufferedImage.TYPE_BYTE_GRAY, 2);
    BufferedImage dot = Pictures.noise(1, 1, BufferedImage.TYPE_BYTE_GRAY, 3);
    List<List<String>> kernels = List.of(List.of("box:21"), List.of("sobel"), List.of("[[1,-1]]"));
    return Stream.concat(everything(tiny, kernels), everything(dot, kernels));
  }

  @TestFactory
  Stream<DynamicTest> betweenKernelsNothingIsRoundedOrCutOff() {
    BufferedImage noise = Pictures.noise(90, 70, BufferedImage.TYPE_BYTE_GRAY, 4);
    return everything(
        noise,
        List.of(
            List.of("gaussian:1.5", "sobel"),
            List.of("sobel-x", "sobel-x", "box:5"),
            List.of("[[1,-1]]", "motion:9", "[[0.5],[2],[-1],[0.25]]", "laplacian", "box:4")));
  }
}
