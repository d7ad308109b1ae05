package dev.corral.examples.cli;

import static dev.corral.examples.cli.CommandLineHarness.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.corral.examples.cli.CommandLineHarness.Outcome;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class BenchCommandTest {
  private static final String SMALLEST = "c1-28-5x5";

  @Test
  void backendsAreMeasuredWithAndWithoutTransfers() {
    Outcome outcome =
        run(
            "bench",
            "--quick",
            "--backend=cpu-naive",
            "--transfers",
            "--pass=forward",
            "--shapes",
            SMALLEST);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("FMA ceiling: ", "Copy bandwidth: ", "cpu-naive: textbook loops, one thread")
        .containsPattern(SMALLEST + " +forward +cpu-naive +[0-9.]+ (ms|s|µs)")
        .containsPattern(
            "(?m)forward +cpu-naive\\+copies +[0-9.]+ (ms|s|µs).* [0-9]+\\.[0-9]+( ±[0-9]+%)?$")
        .doesNotContain("step ", "✗");
  }

  @Test
  void unknownNamesAreExplained() {
    Outcome shape = run("bench", "--shapes", "c1-28-5x6");
    assertThat(shape.code()).isEqualTo(2);
    assertThat(shape.err())
        .contains("\"c1-28-5x6\" is not a shape; expected one of c1-1024-2x2,")
        .contains("Did you mean c1-28-5x5?");
    Outcome pass = run("bench", "--pass", "backward");
    assertThat(pass.code()).isEqualTo(2);
    assertThat(pass.err()).contains("\"backward\" is not a pass; expected one of forward, step.");
    Outcome backend = run("bench", "--backend", "cpu-naif");
    assertThat(backend.code()).isEqualTo(3);
    assertThat(backend.err()).contains("no backend named \"cpu-naif\"", "Did you mean cpu-naive");
  }

  @Test
  void settingsThatABackendRefusesAreItsError() {
    Outcome outcome = run("bench", "--backend=cpu-naive:colour=red", "--shapes", SMALLEST);
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("cpu-naive", "colour").doesNotContain("\tat ");
  }

  @Test
  void aBackendIsNamedWithItsSettings() {
    BackendChoice plain = BackendChoice.parse("cpu");
    assertThat(plain.id()).isEqualTo("cpu");
    assertThat(plain.settings()).isEmpty();
    BackendChoice set = BackendChoice.parse("cpu:algorithm=gemm,device=a:b=c");
    assertThat(set.id()).isEqualTo("cpu");
    assertThat(set.settings())
        .containsExactly(entry("algorithm", "gemm"), entry("device", "a:b=c"));
    assertThatThrownBy(() -> BackendChoice.parse("cpu:fast"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"fast\" in \"cpu:fast\" is not a setting; expected ID:NAME=VALUE");
  }
}
