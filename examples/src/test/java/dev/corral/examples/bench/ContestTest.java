package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.examples.bench.FakeContestant.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final Task TASK = new Task(Workloads.ALL.get(0), Pass.FORWARD);
  private static final Protocol PROTOCOL =
      new Protocol(
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(5),
          Duration.ofMillis(1500),
          3);

  private final FakeClock clock = new FakeClock();
  private final List<String> diary = new ArrayList<>();
  private final Contest contest = new Contest(PROTOCOL, clock);

  private FakeContestant contestant(String name, IntToDoubleFunction seconds) {
    return new FakeContestant(name, clock, seconds, diary);
  }

  private TaskResult run(Contestant... contestants) {
    return contest.run(TASK, List.of(contestants));
  }

  @Test
  void theQuickTakeTurnsInBatchesAndTheSlowTakePartLess() {
    TaskResult result = run(contestant("quick", call -> 0.01), contestant("slow", call -> 2));
    assertThat(result.timings()).extracting(Timing::contestant).containsExactly("quick", "slow");
    assertThat(result.timings().get(0).seconds())
        .hasSize(3)
        .allMatch(s -> Math.abs(s - 0.01) < 1e-9);
    assertThat(result.timings().get(1).seconds()).containsExactly(2.0);
    List<String> warm = diary.subList(0, 11);
    assertThat(warm).containsOnlyOnce("slow×1").filteredOn("quick×1"::equals).hasSize(10);
    assertThat(diary.subList(11, diary.size()))
        .containsExactly(
            "quick×1",
            "quick×5",
            "slow×1",
            "quick×1",
            "quick×5",
            "quick×1",
            "quick×5",
            "quick closed",
            "slow closed");
    assertThat(clock.pauses).hasSize(2 + 4).containsOnly(Duration.ofMillis(5));
  }

  @Test
  void warmingUpEndsOnceTheCompilerIsQuiet() {
    clock.compileUntil(0.35);
    run(contestant("a", call -> 0.01));
    assertThat(diary.subList(0, diary.indexOf("a×5") - 1)).hasSize(35 + 10);
  }

  @Test
  void warmingUpEndsThoughTheCompilerIsNeverQuiet() {
    clock.compileUntil(Double.POSITIVE_INFINITY);
    run(contestant("a", call -> 0.01));
    assertThat(diary.subList(0, diary.indexOf("a×5") - 1)).hasSize(10 * 10);
  }

  @Test
  void theOrderChangesByRound() {
    run(contestant("a", call -> 0.2), contestant("b", call -> 0.2));
    assertThat(diary.subList(2, 8)).containsExactly("a×1", "b×1", "b×1", "a×1", "a×1", "b×1");
  }

  @Test
  void aDriftThatHitsAllLeavesTheRatio() {
    IntToDoubleFunction drifting = call -> 0.2 * (1 + call);
    TaskResult result =
        run(contestant("a", drifting), contestant("b", call -> 3 * drifting.applyAsDouble(call)));
    Timing a = result.timings().get(0);
    Spread ratio = result.speedUp(a, "b").orElseThrow();
    assertThat(ratio.median()).isEqualTo(3, within(1e-6));
    assertThat(ratio.relative()).isLessThan(1e-6);
    assertThat(a.time().relative()).isGreaterThan(0.1);
    assertThat(result.speedUp(a, "a")).isEmpty();
    assertThat(result.speedUp(a, "c")).isEmpty();
  }

  @Test
  void aFailureIsToldAndTheOthersGoOn() {
    FakeContestant failing =
        contestant(
            "failing",
            call -> {
              throw new IllegalStateException("on purpose");
            });
    TaskResult result = run(failing, contestant("good", call -> 0.2));
    assertThat(result.timings().get(0).succeeded()).isFalse();
    assertThat(result.timings().get(0).failure()).contains("on purpose");
    assertThat(result.timings().get(1).seconds()).hasSize(3);
    assertThat(result.speedUp(result.timings().get(1), "failing")).isEmpty();
  }

  @Test
  void whoComputesSomethingElseIsNotTimed() {
    TaskResult result =
        run(
            contestant("right", call -> 0.2).giving(1, -2000),
            contestant("rounded", call -> 0.2).giving(1.5f, -2000),
            contestant("wrong", call -> 0.2).giving(-4, -2000),
            contestant("nan", call -> 0.2).giving(Float.NaN, -2000),
            contestant("longer", call -> 0.2).giving(1, -2000, 3));
    assertThat(result.timings())
        .extracting(Timing::failure)
        .containsExactly(
            "",
            "",
            "its result is up to 5.0 from that of right",
            "its result is up to NaN from that of right",
            "3 values came out; right has 2");
  }

  @Test
  void whoCannotDoATaskIsLeftOutAndWhoFailsToPrepareIsNamed() {
    Contestant absent = new Preparing("absent", Optional::empty);
    Contestant broken =
        new Preparing(
            "broken",
            () -> {
              throw new UnsatisfiedLinkError("no native half");
            });
    TaskResult result = run(absent, broken, contestant("good", call -> 0.2));
    assertThat(result.timings()).extracting(Timing::contestant).containsExactly("broken", "good");
    assertThat(result.timings().get(0).failure()).contains("no native half");
    assertThat(result.timings().get(1).succeeded()).isTrue();
  }

  @Test
  void preheatingRunsEachForAMoment() {
    contest.preheat(TASK, List.of(contestant("a", call -> 0.004), contestant("b", call -> 1)));
    assertThat(diary).containsExactly("a×1", "a×1", "a×1", "a closed", "b×1", "b closed");
  }

  private record Preparing(String name, java.util.function.Supplier<Optional<TaskJob>> preparation)
      implements Contestant {
    @Override
    public String description() {
      return "";
    }

    @Override
    public Optional<TaskJob> prepare(Task task) {
      return preparation.get();
    }

    @Override
    public void close() {}
  }
}
