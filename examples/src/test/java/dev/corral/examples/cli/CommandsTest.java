package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static dev.corral.examples.cli.CommandLineHarness.runWatched;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.examples.cli.CommandLineHarness.Outcome;
import dev.corral.examples.plugin.BrokenBackend;
import dev.corral.examples.plugin.FailingBackend;
import dev.corral.examples.plugin.PluginJar;
import dev.corral.examples.plugin.RefusingBackend;
import dev.corral.examples.plugin.WrongBackend;
import dev.corral.samples.PlainBackend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir Path folder;

  private static void assertUsageError(Outcome outcome, String... explanations) {
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(explanations).contains("--help").doesNotContain("\tat ");
  }

  @Test
  void runPrintsWhatItIsAskedForAndTheVerdict() {
    Outcome outcome = run("run", "--backend", "cpu-naive", "cross-correlation", "exercise-3");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("Corral", "on cpu-naive", "互相关运算", "(cross-correlation)", "(exercise-3)")
        .contains("0×0 + 1×1 + 3×2 + 4×3 = 19")
        .contains("verdicts, all hold on cpu-naive")
        .doesNotContain("(learn-kernel)");
  }

  @Test
  void runFollowsTheChosenEditionsAndSeed() {
    Outcome outcome = run("run", "learn-kernel", "--edition=paddle", "--edition=mxnet", "--seed=7");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("Paddle edition", "MXNet edition", "seed 7")
        .doesNotContain("PyTorch edition", "TensorFlow edition");
  }

  @Test
  void jsonSaysTheSameInOneDocument() {
    Outcome outcome =
        run(
            "run",
            "cross-correlation",
            "receptive-field",
            "--backend=cpu-naive",
            "--json",
            "--seed=3");
    assertThat(outcome.code()).isZero();
    JsonObject document = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(document.get("holds").getAsBoolean()).isTrue();
    assertThat(document.get("seed").getAsLong()).isEqualTo(3);
    assertThat(document.getAsJsonObject("backend").get("id").getAsString()).isEqualTo("cpu-naive");
    assertThat(document.getAsJsonArray("experiments")).hasSize(2);
    JsonObject first = document.getAsJsonArray("experiments").get(0).getAsJsonObject();
    assertThat(first.get("id").getAsString()).isEqualTo("cross-correlation");
    assertThat(first.getAsJsonObject("section").get("chinese").getAsString()).isEqualTo("互相关运算");
    JsonObject check =
        StreamSupport.stream(first.getAsJsonArray("items").spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .filter(item -> item.get("kind").getAsString().equals("check"))
            .findFirst()
            .orElseThrow();
    assertThat(check.get("source").getAsString()).isEqualTo("BOOK");
    assertThat(check.get("expected").getAsString()).isEqualTo("19, 25, 37, 43");
    assertThat(check.get("actual").getAsString()).isEqualTo("19, 25, 37, 43");
    assertThat(check.get("holds").getAsBoolean()).isTrue();
  }

  @Test
  void listNamesEveryExperimentWithItsSection() {
    Outcome outcome = run("list");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines()).hasSize(10);
    assertThat(outcome.out())
        .containsPattern("learn-kernel +Learning a Kernel +学习卷积核")
        .containsPattern("exercise-4 .*练习 4");
  }

  @Test
  void unknownNamesGetTheNearest() {
    assertUsageError(
        run("run", "convoluton"),
        "\"convoluton\" is not an experiment; expected one of cross-correlation, conv2d-layer,",
        "Did you mean convolution?");
    assertUsageError(
        run("run", "--edition", "tensorflaw"),
        "\"tensorflaw\" is not an edition; expected one of mxnet, pytorch, tensorflow, paddle.",
        "Did you mean tensorflow?");
    assertUsageError(run("rum"), "'rum'", "Did you mean: corral run?");
    assertUsageError(
        run("--json"), "'--json'", "Expected a command: run, list, filter, learn, report");
    assertUsageError(run("run", "--jsn"), "'--jsn'", "--json");
    assertUsageError(run("run", "--seed", "x"), "--seed", "'x'");
  }

  @Test
  void pluginsMustBeJars() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a jar");
    assertUsageError(
        run("backends", "--plugin", folder.resolve("no.jar").toString()),
        "there is no file",
        "no.jar",
        "expected a backend's jar");
    assertUsageError(run("list", "--plugin", text.toString()), "notes.txt", "not a readable jar");
  }

  @Test
  void anUnknownBackendIsReportedWithWhatThereIs() {
    Outcome outcome = run("run", "--backend", "cpu-naif");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("no backend named \"cpu-naif\"", "Did you mean cpu-naive", "AVAILABLE");
  }

  @Test
  void aBackendThatDoesNotOpenIsReportedWithWhatThereIs() throws IOException {
    Path jar = PluginJar.write(folder.resolve("refusing.jar"), RefusingBackend.class);
    Outcome outcome = run("run", "--plugin", jar.toString(), "--backend", "refusing");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("did not open", "the device is busy", "cpu-naive", "AVAILABLE")
        .doesNotContain("\tat ");
  }

  @Test
  void aBrokenPluginHidesNoneOfTheOthers() throws IOException {
    Path broken = PluginJar.write(folder.resolve("broken.jar"), BrokenBackend.class);
    Path plain = PluginJar.write(folder.resolve("plain.jar"), PlainBackend.class);
    Outcome report = run("--plugin", broken.toString(), "backends", "--plugin", plain.toString());
    assertThat(report.code()).isZero();
    assertThat(report.out())
        .containsPattern("BROKEN +java.lang.IllegalStateException: broken on purpose")
        .containsPattern("plain +AVAILABLE")
        .containsPattern("cpu-naive +AVAILABLE")
        .containsPattern("run takes [a-z-]+\\.");
    Outcome outcome =
        run("run", "edge-detection", "--plugin=" + broken, "--plugin=" + plain, "--backend=plain");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("on plain");
  }

  @Test
  void aWrongBackendIsConvicted() throws IOException {
    Path jar = PluginJar.write(folder.resolve("wrong.jar"), WrongBackend.class);
    Outcome outcome = run("run", "edge-detection", "--plugin=" + jar, "--backend=wrong");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("✗ Y = corr2d(X, K)", "2 of 3 verdicts do not hold on wrong")
        .contains("✗ edge-detection: corr2d(Xᵀ, K)");
  }

  @Test
  void progressIsShownToAPersonAndToNobodyElse() {
    Outcome watched = runWatched("run", "exercise-1", "exercise-3");
    assertThat(watched.out())
        .contains("\rexercise-1   0%", "\rexercise-3  50%")
        .containsPattern("% [^\n]*\r {70}\r\n");
    assertThat(watched.err()).isEmpty();
    Outcome unwatched = run("run", "exercise-1", "exercise-3");
    assertThat(unwatched.out()).doesNotContain("\r", "%");
    assertThat(unwatched.err()).isEmpty();
  }

  @Test
  void newBackendWritesAProjectOnce() {
    Path directory = folder.resolve("my-gpu");
    Outcome first = run("new-backend", directory.toString());
    assertThat(first.code()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("mvn verify", "target/my-gpu-0.1.0-SNAPSHOT.jar");
    assertThat(directory.resolve("src/main/java/com/example/mygpubackend/MyGpuBackend.java"))
        .exists();
    assertUsageError(
        run("new-backend", directory.toString()), "has pom.xml, README.md, src already");
  }

  @Test
  void newBackendTakesTheIdOfTheDirectoryOrTheOneThatIsNamed() {
    Path directory = folder.resolve("Not_An_Id");
    assertUsageError(
        run("new-backend", directory.toString()), "\"Not_An_Id\" is no id", "Name one with --id");
    assertThat(directory).doesNotExist();
    assertThat(run("new-backend", directory.toString(), "--id=fine").code()).isZero();
    assertThat(directory.resolve("pom.xml")).content().contains("<artifactId>fine</artifactId>");
    assertUsageError(run("new-backend"), "'DIR'");
  }

  @Test
  void helpHasExamplesAndExitCodes() {
    Outcome outcome = run("run", "--help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("EXPERIMENT", "--backend", "--edition", "--seed", "--json", "--plugin")
        .contains("Exit codes:", "Examples:", "--no-relaunch");
    assertThat(run("new-backend", "--help").out())
        .contains("DIR", "--id", "corral new-backend . --id my-gpu", "0   the project is written");
    assertThat(run("--version").out()).startsWith("corral ");
  }

  @Test
  void whereAnErrorComesFromIsShownOnRequest() throws IOException {
    Path jar = PluginJar.write(folder.resolve("failing.jar"), FailingBackend.class);
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    String[] command = {
      "filter",
      "-k=box:3",
      "" + picture,
      "" + folder.resolve("out.png"),
      "--backend=failing",
      "--plugin=" + jar
    };
    Outcome brief = run(command);
    assertThat(brief.code()).isEqualTo(1);
    assertThat(brief.err())
        .contains("corral: ", "the device is on fire", "--debug")
        .doesNotContain("\tat ");
    Outcome full =
        run(Stream.concat(Stream.of(command), Stream.of("--debug")).toArray(String[]::new));
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.err()).contains("the device is on fire", "\tat ");
  }

  @Test
  void shellsCompleteTheCommandLine() {
    Outcome outcome = run("generate-completion");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("complete -F", "new-backend", "--kernel", "--no-relaunch");
  }
}
