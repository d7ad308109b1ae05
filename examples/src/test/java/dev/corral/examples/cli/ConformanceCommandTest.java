package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static dev.corral.examples.cli.CommandLineHarness.runWatched;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.examples.cli.CommandLineHarness.Outcome;
import dev.corral.examples.plugin.PluginJar;
import dev.corral.examples.plugin.RefusingBackend;
import dev.corral.examples.plugin.WrongBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
  @TempDir Path folder;

  @Test
  void aSoundBackendHolds() {
    Outcome outcome = run("conformance", "--backend=cpu-naive", "--rule=ops.461", "--seed=5");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("textbook loops, one thread", "seed 5, QUICK part")
        .containsPattern("ops.461 matmul +[0-9]{2,} passed +0 failed")
        .containsPattern("✓ ([0-9]+) of \\1 cases hold on cpu-naive")
        .doesNotContain("ops.411", "programs");
  }

  @Test
  void aWrongBackendIsToldAtItsRuleOnce() throws IOException {
    Path jar = PluginJar.write(folder.resolve("wrong.jar"), WrongBackend.class);
    Outcome outcome =
        run("conformance", "--plugin", jar.toString(), "--backend=wrong", "--rule=ops.46");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .containsPattern("ops.461 matmul +[0-9]+ passed +[0-9]+ failed")
        .contains("check first: ", "repeat, with seed 0: ", "✗")
        .containsOnlyOnce("rule: ");
  }

  @Test
  void randomProgramsRunToo() throws IOException {
    String[] sound = {"conformance", "--backend=cpu-naive", "--rule=ops.461", "--fuzz=20"};
    assertThat(run(sound).out()).contains("20 programs of seed 0", ": 0 failed");
    assertThat(run(sound).code()).isZero();
    Path jar = PluginJar.write(folder.resolve("wrong.jar"), WrongBackend.class);
    Outcome outcome =
        run(
            "conformance",
            "--plugin=" + jar,
            "--backend=cpu-naive",
            "--against=wrong",
            "--rule=ops.461",
            "--fuzz=500");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("matmul", "class FuzzedProgram", "✗")
        .containsPattern("ops.461 matmul +[0-9]+ passed +0 failed");
  }

  @Test
  void theReportIsSavedWhole() throws IOException {
    Path file = folder.resolve("report.json");
    Outcome outcome =
        run(
            "conformance",
            "--backend=cpu-naive",
            "--rule=ops.48",
            "--fuzz=5",
            "--seed=3",
            "--json",
            "--save",
            file.toString());
    assertThat(outcome.code()).isZero();
    assertThat(Files.readString(file)).isEqualTo(outcome.out().strip());
    JsonObject report = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(report.get("holds").getAsBoolean()).isTrue();
    assertThat(report.get("java").getAsString())
        .contains(System.getProperty("java.runtime.version"));
    assertThat(report.get("system").getAsString()).contains(System.getProperty("os.name"));
    assertThat(report.getAsJsonObject("backend").get("device").getAsString())
        .contains("textbook loops");
    assertThat(report.getAsJsonObject("options").get("seed").getAsLong()).isEqualTo(3);
    assertThat(report.getAsJsonObject("rulesWithoutCases").has("errors.904")).isTrue();
    assertThat(report.getAsJsonObject("fuzz").get("programs").getAsInt()).isEqualTo(5);
    JsonArray cases = report.getAsJsonArray("cases");
    assertThat(cases.size()).isGreaterThan(100);
    assertThat(cases)
        .extracting(JsonElement::getAsJsonObject)
        .allSatisfy(c -> assertThat(c.get("rule").getAsString()).startsWith("ops.48"))
        .allSatisfy(c -> assertThat(c.get("status").getAsString()).isEqualTo("PASSED"));
  }

  @Test
  void aReportThatCannotBeSavedIsAFailure() {
    Path nowhere = folder.resolve("none").resolve("report.json");
    Outcome outcome =
        run("conformance", "--backend=cpu-naive", "--rule=ops.411", "--save=" + nowhere);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("cases hold on cpu-naive");
    assertThat(outcome.err())
        .contains("cannot be saved", nowhere.getParent().toString())
        .doesNotContain("\tat ");
  }

  @Test
  void aBackendThatIsNotThereIsSaidSo() throws IOException {
    Outcome unknown = run("conformance", "--backend=cpu-naif");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("Did you mean cpu-naive", "AVAILABLE");
    Outcome setting = run("conformance", "--backend=cpu-naive:colour=red");
    assertThat(setting.code()).isEqualTo(3);
    assertThat(setting.err()).contains("colour").doesNotContain("\tat ");
    Path jar = PluginJar.write(folder.resolve("refusing.jar"), RefusingBackend.class);
    Outcome refusing = run("conformance", "--plugin=" + jar, "--backend=refusing");
    assertThat(refusing.code()).isEqualTo(3);
    assertThat(refusing.err()).contains("the device is busy");
  }

  @Test
  void argumentsThatMeanNothingAreExplained() {
    Outcome rule = run("conformance", "--backend=cpu-naive", "--rule=ops.999");
    assertThat(rule.code()).isEqualTo(2);
    assertThat(rule.err()).contains("no case begins with \"ops.999\"", "as ops.481");
    Outcome programs = run("conformance", "--fuzz=-1");
    assertThat(programs.code()).isEqualTo(2);
    assertThat(programs.err()).contains("--fuzz is -1; expected 0 or more");
  }

  @Test
  void aPersonSeesProgress() {
    Outcome outcome =
        runWatched("conformance", "--backend=cpu-naive", "--rule=ops.411", "--fuzz=3");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("cases", "programs", "\r");
  }
}
