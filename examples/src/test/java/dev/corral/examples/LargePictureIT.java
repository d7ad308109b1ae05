package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Session;
import dev.corral.contract.KitSettings;
import dev.corral.examples.ChildJvm.Outcome;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.FilterOptions;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.image.PictureFilter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Filters a picture that is larger than the heap, and ends in the middle of it. */
class LargePictureIT {
  /**
   * Beside at least 64 MB that a session keeps to use again. The picture as floats, and what comes
   * of it, are larger; behind {@code -Pfull} its 168 MB of pixels alone are.
   */
  private static final String HEAP = "-Xmx160m";

  private static final int WIDTH = KitSettings.isFull() ? 14_000 : 6_000;
  private static final int HEIGHT = KitSettings.isFull() ? 12_000 : 5_000;

  @TempDir static Path shared;

  private static Path picture;

  @TempDir Path folder;

  private Path results;
  private Path result;

  @BeforeAll
  static void paint() throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      // Triangles of all sizes, and different everywhere.
      pixels[i] = (byte) (((i % WIDTH) ^ (i / WIDTH)) * 7 / 8);
    }
    picture = shared.resolve("large.png");
    ImageIO.write(image, "png", picture.toFile());
  }

  @BeforeEach
  void makeFolder() throws Exception {
    results = Files.createDirectory(folder.resolve("results"));
    result = results.resolve("result.png");
  }

  private static String[] filter(Path result) {
    return new String[] {
      "--no-relaunch",
      "filter",
      "-k=[[1,-1]]",
      "-k=sobel",
      "--backend=cpu-naive",
      picture.toString(),
      result.toString()
    };
  }

  @Test
  void aSmallHeapIsEnoughAndChangesNothing() throws Exception {
    Outcome outcome = ChildJvm.ofOneJar(folder, HEAP).run(filter(result));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    Path whole = folder.resolve("whole.png");
    FilterOptions options =
        new FilterOptions(
            List.of(Kernel.parse("[[1,-1]]"), Kernel.parse("sobel")),
            Border.REFLECT,
            /* luminance= */ false,
            /* signed= */ false);
    try (Session session = Session.open("cpu-naive")) {
      new PictureFilter(session, options).filter(picture, whole, (tiles, all) -> {});
    }
    assertThat(Files.mismatch(result, whole)).isEqualTo(-1);
  }

  @Test
  void whoIsKilledLeavesTheOldResult() throws Exception {
    Files.writeString(result, "from before");
    Process process = ChildJvm.ofOneJar(folder, HEAP).start(filter(result));
    awaitWriting(process);
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(result).hasContent("from before");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whoIsStoppedLeavesNothing() throws Exception {
    Process process = ChildJvm.ofOneJar(folder, HEAP).start(filter(result));
    awaitWriting(process);
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(results).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFullDiskIsOneLineAndLeavesNothing() throws Exception {
    Outcome outcome = ChildJvm.ofOneJar(folder, HEAP).writingAtMost(512).run(filter(result));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .startsWith("corral: " + result + " cannot be written: File too large; expected");
    assertThat(results).isEmptyDirectory();
  }

  /** Until a file beside the result's place grows. */
  private void awaitWriting(Process process) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (Stream<Path> files = Files.list(results)) {
        Optional<Path> partial = files.filter(file -> !file.equals(result)).findFirst();
        if (partial.isPresent() && partial.get().toFile().length() > 0) {
          return;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("nothing was written");
  }
}
