package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.examples.ChildJvm.Outcome;
import dev.corral.examples.plugin.BrokenBackend;
import dev.corral.examples.plugin.FlaggedBackend;
import dev.corral.examples.plugin.PluginJar;
import dev.corral.examples.plugin.SleepingBackend;
import dev.corral.examples.plugin.WrongBackend;
import dev.corral.samples.PlainBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as users run them, each test in processes of its own. */
class CorralJarIT {
  private static final Pattern PID = Pattern.compile("pid (\\d+)");

  @TempDir Path folder;

  private String plugin(Class<?>... providers) throws Exception {
    return PluginJar.write(folder.resolve("plugin.jar"), providers).toString();
  }

  @Test
  void theOneJarRunsTheWholeChapter() throws Exception {
    Outcome outcome = ChildJvm.ofOneJar(folder, "-Dcorral.backend=cpu-naive").run();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("MXNet edition", "PyTorch edition", "TensorFlow edition", "Paddle edition")
        .containsPattern("(?m)^epoch 2, loss 4\\.949$")
        .containsPattern("(?m)^epoch 10, loss 0\\.022$")
        .containsPattern("(?m)^epoch 8, loss 0\\.025$")
        .containsPattern("(?m)^epoch 4, loss 6\\.225$")
        .contains("verdicts, all hold on cpu-naive")
        .doesNotContain("\r", "\033", "✗");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void runsWithTheOpenClBackendTakenAway() throws Exception {
    Outcome outcome =
        ChildJvm.ofJarsWithout(folder, "corral-backend-opencl")
            .run("run", "--json", "--backend=cpu-naive");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    JsonObject document = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(document.get("holds").getAsBoolean()).isTrue();
    assertThat(document.getAsJsonArray("experiments")).hasSize(10);
    assertThat(document.getAsJsonObject("backend").get("location").getAsString())
        .contains("corral-backend-cpu");
  }

  @Test
  void findsABackendOnTheModulePath() throws Exception {
    Outcome outcome =
        ChildJvm.ofModules(folder, "corral-backend-cpu", "dev.corral.backend.cpu")
            .run("--no-relaunch", "backends");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("cpu-naive +AVAILABLE")
        .doesNotContain("opencl", "version unknown");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void withoutAnyBackendItSaysWhy() throws Exception {
    Outcome outcome = ChildJvm.ofJarsWithout(folder, "corral-backend").run();
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("no backend is available", "Add a backend's jar", "META-INF/services")
        .contains("No provider of dev.corral.spi.BackendProvider was found.")
        .doesNotContain("\tat ");
  }

  @Test
  void runsWithTheCpuBackendTakenAway() throws Exception {
    Outcome outcome =
        ChildJvm.ofJarsWithout(folder, "corral-backend-cpu")
            .run("run", "--plugin", plugin(PlainBackend.class), "--backend=plain");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("all hold on plain");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aBrokenPluginIsListedAndTheGoodBackendRuns() throws Exception {
    String plugin = plugin(BrokenBackend.class);
    Outcome report = ChildJvm.ofOneJar(folder).run("backends", "--plugin", plugin);
    assertThat(report.code()).isZero();
    assertThat(report.out())
        .containsPattern("\\? +BROKEN +java.lang.IllegalStateException: broken on purpose")
        .contains("plugin.jar")
        .containsPattern("cpu-naive +AVAILABLE");
    Outcome outcome =
        ChildJvm.ofOneJar(folder, "-Dcorral.backend=cpu-naive")
            .run("run", "cross-correlation", "--plugin", plugin);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("all hold on cpu-naive");
  }

  @Test
  void startsAgainWithTheFlagsOfItsBackend() throws Exception {
    String plugin = plugin(FlaggedBackend.class);
    Outcome again =
        ChildJvm.ofOneJar(folder, "-Dcorral.test.kept=yes").run("backends", "--plugin", plugin);
    assertThat(again.out())
        .contains("flag set, module present, kept yes, variable there", "run takes flagged.");
    assertThat(again.err()).isEmpty();
    assertThat(again.code()).isZero();
    Outcome here =
        ChildJvm.ofOneJar(folder, "-Dcorral.test.kept=yes")
            .run("--no-relaunch", "backends", "--plugin", plugin);
    assertThat(here.out()).contains("flag null, module absent, kept yes, variable null");
    assertThat(here.err()).isEmpty();
  }

  @Test
  void theExitCodeOfTheSecondJvmCounts() throws Exception {
    Outcome outcome =
        ChildJvm.ofJarsWithout(folder, "nothing")
            .run("run", "edge-detection", "--plugin", plugin(WrongBackend.class));
    assertThat(outcome.out()).contains("flag set", "✗ edge-detection: Y = corr2d(X, K)");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void whatEndsTheFirstJvmEndsTheSecond() throws Exception {
    ChildJvm program = ChildJvm.ofOneJar(folder);
    Process first = program.start("run", "--plugin", plugin(SleepingBackend.class));
    try {
      ProcessHandle second = awaitSecond(program);
      assertThat(second.pid()).isNotEqualTo(first.pid());
      first.destroy();
      assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(second.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    } finally {
      first.destroyForcibly();
    }
  }

  private static ProcessHandle awaitSecond(ChildJvm program) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      Matcher printed = PID.matcher(program.out());
      if (printed.find()) {
        return ProcessHandle.of(Long.parseLong(printed.group(1))).orElseThrow();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no second JVM after a minute: " + program.out());
  }
}
