package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static dev.corral.examples.cli.CommandLineHarness.runWatched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.cli.CommandLineHarness.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterCommandTest {
  @TempDir Path folder;

  /** Black on the left, white on the right. */
  private Path edge(String name) throws IOException {
    BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 6; y++) {
      for (int x = 4; x < 8; x++) {
        image.getRaster().setSample(x, y, 0, 255);
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
        .isTrue();
    return file;
  }

  private static int[] firstRow(Path picture) throws IOException {
    return ImageIO.read(picture.toFile()).getRaster().getPixels(0, 0, 8, 1, (int[]) null);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPictureIsFilteredAndTold() throws IOException {
    Path in = edge("edge.png");
    Path out = folder.resolve("out.png");
    Outcome outcome = run("filter", "--kernel", "sobel", "--backend=cpu-naive", "" + in, "" + out);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEqualTo(out + "  8 × 6 on cpu-naive\n");
    assertThat(firstRow(out)).containsExactly(0, 0, 0, 255, 255, 0, 0, 0);
  }

  @Test
  void kernelsFollowEachOtherAndOptionsCount() throws IOException {
    Path in = edge("edge.png");
    Path out = folder.resolve("out.png");
    String[] command = {
      "filter", "-k", "[[1,-1]]", "-k", "[[0.5]]", "--border=zero", "--signed", "" + in, "" + out
    };
    assertThat(run(command).code()).isZero();
    assertThat(firstRow(out)).containsExactly(128, 128, 128, 64, 128, 128, 128, 192);
  }

  @Test
  void aFolderIsOneCommandAndABadPictureCostsNoOther() throws IOException {
    edge("in/b.png");
    edge("in/a.bmp");
    edge("in/same.png");
    edge("in/same.gif");
    Files.writeString(folder.resolve("in/bad.jpg"), "no picture");
    Files.writeString(folder.resolve("in/notes.txt"), "nobody says that this is one");
    Files.writeString(folder.resolve("in/.hidden.png"), "nor this");
    Path in = folder.resolve("in");
    Path out = folder.resolve("deep/out");
    Outcome outcome = run("filter", "-k", "sobel", "--backend=cpu-naive", "" + in, "" + out);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(names(out)).containsExactly("a.png", "b.png", "same.gif.png", "same.png.png");
    assertThat(outcome.out().lines()).hasSize(4);
    assertThat(outcome.err().lines().toList())
        .satisfiesExactly(
            count -> assertThat(count).isEqualTo("corral: 1 of 5 pictures failed:"),
            bad -> assertThat(bad).startsWith("corral: " + in.resolve("bad.jpg") + " is not a"));
    assertThat(firstRow(out.resolve("a.png"))).containsExactly(0, 0, 0, 255, 255, 0, 0, 0);
  }

  @Test
  void aFolderWithoutPicturesIsToldInOneLine() throws IOException {
    Path in = Files.createDirectory(folder.resolve("empty"));
    Outcome outcome = run("filter", "-k", "sobel", "" + in, "" + folder.resolve("out"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("corral: there is no picture in " + in + "\n");
  }

  @Test
  void whatCannotBeReadIsOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Outcome outcome = run("filter", "-k", "sobel", "" + text, "" + folder.resolve("out.png"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("corral: " + text + " is not a picture");
  }

  private void assertUsageError(String explanation, String... arguments) {
    String[] all = Stream.concat(Stream.of("filter"), Stream.of(arguments)).toArray(String[]::new);
    Outcome outcome = run(all);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(explanation, "--help").doesNotContain("\tat ");
  }

  @Test
  void wrongArgumentsAreExplained() throws IOException {
    String in = edge("edge.png").toString();
    String out = folder.resolve("out.png").toString();
    String jpeg = folder.resolve("out.jpg").toString();
    String here = folder.toString();
    assertUsageError("The nearest is sobel", "-k", "sobbel", in, out);
    assertUsageError("is not a matrix", "-k", "[[1,2],[3]]", in, out);
    assertUsageError("Did you mean reflect?", "-k", "sobel", "--border", "reflekt", in, out);
    assertUsageError("'--kernel", in, out);
    assertUsageError("ends with .png", "-k", "sobel", in, jpeg);
    assertUsageError("is a folder; expected a file", "-k", "sobel", in, here);
    assertUsageError("is a file; expected a folder", "-k", "sobel", here, in);
    assertUsageError("is IN; expected another place", "-k", "sobel", in, in);
    assertUsageError("is IN; expected another place", "-k", "sobel", here, here);
  }

  @Test
  void anUnknownBackendHasItsOwnCode() throws IOException {
    String in = edge("edge.png").toString();
    Outcome outcome =
        run("filter", "-k", "sobel", "--backend=no", in, folder.resolve("out.png").toString());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("no backend named \"no\"");
    assertThat(names(folder)).containsExactly("edge.png");
  }

  @Test
  void aPersonSeesHowFarItIs() throws IOException {
    String in = edge("edge.png").toString();
    Outcome outcome = runWatched("filter", "-k", "sobel", in, "" + folder.resolve("out.png"));
    assertThat(outcome.out()).contains("\redge.png 100%").containsPattern("\r {70}\r");
  }

  @Test
  void helpShowsKernelsAndExamples() {
    assertThat(run("filter", "--help").out())
        .contains("gaussian:SIGMA", "motion:N", "[[1,-1]]", "not flipped", "Exit codes:")
        .contains("corral filter --kernel sobel photo.jpg edges.png");
  }
}
