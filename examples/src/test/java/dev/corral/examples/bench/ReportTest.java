package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Ceilings CEILINGS = new Ceilings(2, 100e9, 200e9, true, 80e9, 20e9);
  private static final Task FORWARD = new Task(Workloads.ALL.get(3), Pass.FORWARD);
  private static final Task STEP = new Task(Workloads.ALL.get(3), Pass.STEP);

  private static Results results(double load, List<Timing> starts) {
    Timing naive = new Timing("cpu-naive", List.of(0.25), "");
    Timing cpu = new Timing("cpu", List.of(1e-3, 2e-3, 3e-3), "");
    Timing broken = new Timing("opencl", List.of(), "IllegalStateException: lost");
    return new Results(
        Protocol.QUICK,
        load,
        CEILINGS,
        List.of(new Results.Entry("cpu", "SIMD"), new Results.Entry("cpu-naive", "loops")),
        List.of(
            new TaskResult(FORWARD, List.of(cpu, naive, broken)),
            new TaskResult(STEP, List.of(cpu))),
        starts);
  }

  @Test
  void theTableShowsWhatWasMeasured() {
    List<String> lines =
        new TextResults(results(0, List.of()), List.of("cpu-naive", "absent")).lines();
    assertThat(lines.get(0)).startsWith("FMA ceiling: 200 GFLOP/s on 2 threads, 100 on one alone");
    assertThat(lines.get(1))
        .startsWith("Copy bandwidth: 80.0 GB/s in cache, 20.0 GB/s from memory");
    assertThat(lines.subList(2, 10))
        .containsExactly(
            "cpu: SIMD",
            "cpu-naive: loops",
            "",
            "shape       pass     on            time  ±%  GFLOP/s  % FMA  % copy  × cpu-naive",
            "c64-56-3x3  forward  cpu        2.00 ms  25      116     58       4          250",
            "            forward  cpu-naive   250 ms         0.92      0       0",
            "            step     cpu        2.00 ms  25      347    173      13",
            "");
    assertThat(lines)
        .contains("✗ c64-56-3x3 forward on opencl: IllegalStateException: lost")
        .noneMatch(line -> line.contains("absent") || line.contains("busy"));
  }

  @Test
  void startsHaveATableOfTheirOwn() {
    List<Timing> starts =
        List.of(
            new Timing("corral", List.of(0.2, 0.2), ""),
            new Timing("other", List.of(0.3, 0.3), ""),
            new Timing("gone", List.of(), "IOException: none"));
    assertThat(new TextResults(results(0, starts), List.of()).lines())
        .contains(
            "from process start to a first answer    time  ±%         ×",
            "corral                                200 ms   0",
            "other                                 300 ms   0  1.50 ±0%",
            "✗ start of gone: IOException: none");
  }

  @Test
  void aBusyMachineIsNamed() {
    assertThat(new TextResults(results(3.2, List.of()), List.of()).lines().get(0))
        .isEqualTo(
            "The machine was busy (load average 3.20 before the first measurement): repeat this"
                + " when it is idle");
  }

  @Test
  void jsonHasEverySampleAndRatio() {
    List<Timing> starts = List.of(new Timing("corral", List.of(0.2, 0.4), ""));
    JsonObject document =
        new JsonResults(results(0.5, starts), List.of("cpu-naive", "absent")).document();
    assertThat(document.get("loadBefore").getAsDouble()).isEqualTo(0.5);
    assertThat(document.getAsJsonObject("ceilings").get("fmaAll").getAsDouble()).isEqualTo(200e9);
    JsonObject task = document.getAsJsonArray("tasks").get(0).getAsJsonObject();
    assertThat(task.get("shape").getAsString()).isEqualTo("c64-56-3x3");
    assertThat(task.get("pass").getAsString()).isEqualTo("forward");
    assertThat(task.get("flops").getAsDouble()).isEqualTo(FORWARD.flops());
    JsonObject cpu = task.getAsJsonArray("timings").get(0).getAsJsonObject();
    assertThat(cpu.get("on").getAsString()).isEqualTo("cpu");
    assertThat(cpu.getAsJsonObject("seconds").get("median").getAsDouble()).isEqualTo(2e-3);
    assertThat(cpu.getAsJsonArray("samples")).hasSize(3);
    assertThat(cpu.get("fmaShare").getAsDouble()).isEqualTo(FORWARD.flops() / 2e-3 / 200e9);
    JsonObject ratios = cpu.getAsJsonObject("timesAsFastAs");
    assertThat(ratios.keySet()).containsExactly("cpu-naive");
    assertThat(ratios.getAsJsonObject("cpu-naive").get("median").getAsDouble()).isEqualTo(250);
    JsonObject broken = task.getAsJsonArray("timings").get(2).getAsJsonObject();
    assertThat(broken.keySet()).containsExactly("on", "failure");
    JsonObject start = document.getAsJsonArray("starts").get(0).getAsJsonObject();
    assertThat(start.getAsJsonObject("seconds").get("samples").getAsInt()).isEqualTo(2);
  }

  @Test
  void figuresHaveThreeDigits() {
    assertThat(Figures.time(2.4375)).isEqualTo("2.44 s");
    assertThat(Figures.time(0.0237)).isEqualTo("23.7 ms");
    assertThat(Figures.time(123.4e-6)).isEqualTo("123 µs");
    assertThat(Figures.threeDigits(1234.5)).isEqualTo("1235");
    assertThat(Figures.ratio(new Spread(2, 1.9, 2.1, 5))).isEqualTo("2.00 ±5%");
    assertThat(Figures.ratio(new Spread(2, 2, 2, 1))).isEqualTo("2.00");
  }

  @Test
  void aRowHasACellForEachColumn() {
    Table table = new Table(1, List.of("a", "b"));
    assertThatThrownBy(() -> table.add(List.of("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2");
  }
}
