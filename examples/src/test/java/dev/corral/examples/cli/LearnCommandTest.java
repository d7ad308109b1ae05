package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static dev.corral.examples.cli.CommandLineHarness.runWatched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.examples.cli.CommandLineHarness.Outcome;
import dev.corral.examples.image.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnCommandTest {
  @TempDir Path folder;

  private String photo = "";

  @BeforeEach
  void photo() {
    photo = save("photo.png", 60, 50);
  }

  private String save(String name, int width, int height) {
    BufferedImage noise = Pictures.noise(width, height, BufferedImage.TYPE_BYTE_GRAY, 2);
    return Pictures.save(noise, folder.resolve(name)).toString();
  }

  /** What a kernel makes of the photo, by the command. */
  private String filtered(String... options) {
    String result = folder.resolve("filtered.png").toString();
    String[] command =
        Stream.concat(Stream.of("filter", photo, result), Stream.of(options))
            .toArray(String[]::new);
    assertThat(run(command).code()).isZero();
    return result;
  }

  @Test
  void aHiddenKernelIsLearnedAndShownBesideTheTrueOne() {
    Outcome outcome = run("learn", photo, "--kernel", "[[1,-2],[0.5,0]]", "--backend=cpu");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("Corral unpackaged on cpu: ")
        .contains("Which kernel of 2×2 makes of photo.png what a hidden one made?", "2,891 values.")
        .containsPattern("\n   step 0  \\S+ +█+\n   step 1  ")
        .containsPattern("learned +true, \\[\\[1,-2],\\[0.5,0]]\n")
        .containsPattern("\n +1\\.000  -2\\.000 +1\\.000  -2\\.000\n")
        .containsPattern("\n +0\\.500   0\\.000 +0\\.500   0\\.000\n")
        .contains("✓ largest difference between the kernels from two starts")
        .contains("✓ largest difference from the true kernel");
  }

  @Test
  void twoFilesTellTheirKernel() {
    String other = filtered("-k", "sobel-x");
    Outcome outcome = run("learn", photo, other, "--size", "3", "--json", "--backend=cpu-naive");
    assertThat(outcome.code()).isZero();
    JsonObject document = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(document.get("holds").getAsBoolean()).isTrue();
    assertThat(document.get("filtered").getAsString()).isEqualTo(other);
    assertThat(document.getAsJsonObject("backend").get("id").getAsString()).isEqualTo("cpu-naive");
    JsonObject learned = document.getAsJsonObject("learned");
    assertThat(learned.getAsJsonArray("errors").size()).isGreaterThan(20);
    double[] sobel = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
    int next = 0;
    for (JsonElement row : learned.getAsJsonArray("kernel")) {
      for (JsonElement weight : (JsonArray) row) {
        assertThat(weight.getAsDouble()).isCloseTo(sobel[next++], within(1e-2));
      }
    }
    assertThat(next).isEqualTo(9);
  }

  @Test
  void aFileTellsWhatItLeavesOutAndWhatWasAdded() {
    assertThat(run("learn", photo, filtered("-k", "emboss", "--signed"), "--size=3").out())
        .contains(
            "makes filtered.png of photo.png?",
            "true weights are twice these",
            "≈ 0.29 grey levels");
    assertThat(run("learn", photo, filtered("-k", "emboss"), "--size=3x3").out())
        .containsPattern("less [0-9,]+ of black or\\s+white");
  }

  @Test
  void whatIsNoKernelsWorkFailsAndSaysWhy() {
    Outcome outcome = run("learn", photo, filtered("-k", "sobel"), "--size", "3");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("✗ error that is left", "No kernel of 3×3 makes the one picture of the other");
  }

  @Test
  void tooFewStepsFailAndSayWhy() {
    Outcome outcome = run("learn", photo, "-k", "sobel-x", "--steps", "3");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("✗ largest difference between", "After 3 steps", "Try more --steps");
  }

  @Test
  void aRateThatIsTooHighFailsAndSaysWhy() {
    String[] command = {"learn", photo, "-k", "sobel-x", "--rate", "10"};
    Outcome outcome = run(command);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("the rate is too high");
    Outcome json =
        run(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
    assertThat(json.code()).isEqualTo(1);
    assertThat(JsonParser.parseString(json.out()).getAsJsonObject().get("holds").getAsBoolean())
        .isFalse();
  }

  private void assertFails(String explanation, String... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("corral: ").contains(explanation);
  }

  @Test
  void picturesThatCannotBeUsedAreOneLine() throws IOException {
    String small = save("small.png", 5, 2);
    String text = Files.writeString(folder.resolve("text.png"), "no picture").toString();
    assertFails("photo.png is 60 × 50 and ", "learn", photo, small, "--size", "3");
    assertFails("5 × 2 for a kernel of 3×3", "learn", small, "-k", "emboss");
    assertFails("text.png is not a picture", "learn", text, "-k", "emboss");
    assertFails("there is no file", "learn", photo, folder + "/none.png", "--size", "3");
  }

  private void assertUsageError(String explanation, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("learn", photo), Stream.of(arguments)).toArray(String[]::new);
    Outcome outcome = run(all);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(explanation, "corral learn --help");
  }

  @Test
  void wrongArgumentsAreExplained() {
    assertUsageError("expected PHOTO --kernel KERNEL");
    assertUsageError("expected PHOTO --kernel KERNEL", photo);
    assertUsageError("expected PHOTO --kernel KERNEL", "--size", "3");
    assertUsageError("expected PHOTO --kernel KERNEL", photo, "--size", "3", "-k", "emboss");
    assertUsageError("The nearest is emboss", "-k", "embos");
    assertUsageError("no one kernel gives; expected a single one", "-k", "sobel");
    assertUsageError("61×61; expected at most 31", "-k", "gaussian:10");
    assertUsageError("\"0\" is not a kernel's size", photo, "--size", "0");
    assertUsageError("\"3x32\" is not a kernel's size", photo, "--size", "3x32");
    assertUsageError("\"big\" is not a kernel's size", photo, "--size", "big");
    assertUsageError("--steps is 0", "-k", "emboss", "--steps", "0");
    assertUsageError("--rate is -1.0", "-k", "emboss", "--rate", "-1");
  }

  @Test
  void anUnknownBackendHasItsOwnCode() {
    Outcome outcome = run("learn", photo, "-k", "emboss", "--backend=no");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("no backend named \"no\"");
  }

  @Test
  void aPersonSeesHowFarItIs() {
    Outcome outcome = runWatched("learn", photo, "-k", "box:3", "--steps", "50");
    assertThat(outcome.out()).contains("\rlearning").containsPattern("\r {70}\r");
  }

  @Test
  void helpTellsWhatCannotBeLearned() {
    assertThat(run("learn", "--help").out())
        .contains("corral learn photo.jpg --kernel sobel-x", "rounding to 8 bits", "Exit codes:");
  }
}
