package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.cli.CommandLineHarness.Outcome;
import dev.corral.examples.plugin.PluginJar;
import dev.corral.examples.plugin.RefusingBackend;
import dev.corral.examples.plugin.WrongBackend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  /** Text that a browser would show or run, with the chart library and pictures left out. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("<script>.*?</script>|<style>.*?</style>|base64,[^\"]*", Pattern.DOTALL);

  @TempDir Path folder;

  private String page() throws IOException {
    return LEFT_OUT.matcher(Files.readString(folder.resolve("chapter/index.html"))).replaceAll("");
  }

  private Outcome report(String... options) {
    return run(
        Stream.concat(Stream.of("report", "" + folder.resolve("chapter")), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void onePageHoldsTheChapter() throws IOException {
    Outcome outcome = report("--backend=cpu-naive", "--backend=cpu");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .isEqualTo(folder.resolve("chapter/index.html") + "  128 of 128 verdicts hold\n");
    try (Stream<Path> files = Files.list(folder.resolve("chapter"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(page())
        .contains("computed by Corral unpackaged on <b>cpu-naive</b>", "互相关运算", "练习 4")
        .contains("4.949, 0.831, 0.140, 0.024, 0.004", "MXNet edition", "Paddle edition")
        .contains("<td class=\"p10\" title=\"43.0\">43</td>", "<h3>Laplacian</h3>")
        .contains("64 of 64", "a drawing, as it is")
        .doesNotContain("http:", "https:", "src=\"/", "{{");
  }

  @Test
  void theFirstBackendThatIsNamedIsShown() throws IOException {
    assertThat(report("--backend=cpu", "--backend=cpu-naive", "--backend=cpu").code()).isZero();
    assertThat(page())
        .contains("on <b>cpu</b>", "Largest difference from cpu<", ">cpu-naive<span")
        .containsOnlyOnce("<th scope=\"row\">cpu<span");
  }

  @Test
  void aBackendThatComputesWronglyIsSeen() throws IOException {
    Path plugin = PluginJar.write(folder.resolve("plugin.jar"), WrongBackend.class);
    Outcome outcome = report("--plugin=" + plugin, "--backend=cpu-naive", "--backend=wrong");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(page()).contains("✗", "64 of 64").doesNotContain(">128 of 128<");
  }

  @Test
  void whatCannotComputeIsNamedWithTheReason() throws IOException {
    Path plugin = PluginJar.write(folder.resolve("plugin.jar"), RefusingBackend.class);
    Outcome outcome = report("--plugin=" + plugin);
    assertThat(outcome.code()).isZero();
    assertThat(page()).containsPattern("<b>refusing</b> did not compute: .*the device is busy");
    Outcome named = report("--plugin=" + plugin, "--backend=refusing");
    assertThat(named.code()).isEqualTo(3);
  }

  @Test
  void thePhotoIsTheReaders() throws IOException {
    BufferedImage image = new BufferedImage(960, 40, BufferedImage.TYPE_BYTE_GRAY);
    Path photo = folder.resolve("a <b> & c.png");
    assertThat(ImageIO.write(image, "png", photo.toFile())).isTrue();
    assertThat(report("--backend=cpu-naive", "--photo=" + photo).code()).isZero();
    assertThat(page())
        .contains("alt=\"a &lt;b&gt; &amp; c.png, as it is\"", "width=\"480\" height=\"20\"");
  }

  @Test
  void mistakesAreToldInALine() throws IOException {
    Outcome noPhoto = report("--backend=cpu-naive", "--photo=" + folder.resolve("none.png"));
    assertThat(noPhoto.code()).isEqualTo(1);
    assertThat(noPhoto.err()).startsWith("corral: there is no file ").hasLineCount(1);
    assertThat(Files.exists(folder.resolve("chapter"))).isFalse();
    Path file = Files.createFile(folder.resolve("file"));
    Outcome notAFolder = run("report", "" + file);
    assertThat(notAFolder.code()).isEqualTo(2);
    assertThat(notAFolder.err()).contains("is a file; expected a folder");
    Outcome inside = run("report", "" + file.resolve("sub"), "--backend=cpu-naive");
    assertThat(inside.code()).isEqualTo(1);
    assertThat(inside.err()).startsWith("corral: the page cannot be written to ").hasLineCount(1);
    assertThat(run("report", "x", "--backend=nonesuch").code()).isEqualTo(3);
    assertThat(List.of(run("report").code(), run("report", "a", "b").code())).containsOnly(2);
  }
}
