package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  /** The figures of the list that the workloads come from, rounded there. */
  @Test
  void operationsAreThoseOfTheTable() {
    List<Double> expected =
        List.of(8.4, 18.8, 249.0, 231.0, 231.0, 236.0, 51.0, 15.0, 31.0, 1850.0, 268.4, 2147.0);
    List<Double> counted = Workloads.ALL.stream().map(w -> w.flops() * 1e-6).toList();
    assertThat(counted).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(counted.get(i)).isEqualTo(expected.get(i), within(0.51));
    }
  }

  @Test
  void namesAreDistinctAndTellTheSizes() {
    assertThat(Workloads.ALL.stream().map(Workload::id))
        .doesNotHaveDuplicates()
        .contains("c1-1024-2x2", "c3-224-7x7", "matmul-512");
    assertThat(Workloads.ALL.get(5).title())
        .isEqualTo("1,3,224,224 → 64, 7×7, stride 2, padding 3");
    assertThat(Workloads.ALL.get(8).title()).isEqualTo("64,6,14,14 → 16, 5×5");
    assertThat(Workloads.QUICK).hasSize(10).isSubsetOf(Workloads.ALL);
  }

  @Test
  void aStepCostsThreeTimesAsMuchAndMatmulHasNone() {
    List<Task> tasks = Task.of(Workloads.ALL, List.of(Pass.FORWARD, Pass.STEP));
    assertThat(tasks).hasSize(22);
    Task forward = tasks.get(0);
    Task step = tasks.get(1);
    assertThat(forward).hasToString("c1-1024-2x2 forward");
    assertThat(forward.bytes()).isEqualTo(4.0 * (1024 * 1024 + 4 + 1023 * 1023));
    assertThat(step.flops()).isEqualTo(3 * forward.flops());
    assertThat(step.bytes()).isEqualTo(3 * forward.bytes());
    assertThat(Task.of(Workloads.ALL, List.of(Pass.STEP))).hasSize(10);
  }

  @Test
  void inputsAreTheSameForEverybody() {
    Task task =
        new Task(new Conv2dWorkload(Shape.of(1, 2, 3, 4), Shape.of(5, 2, 1, 1), 1, 0), Pass.STEP);
    assertThat(task.inputs()).hasSize(2);
    assertThat(task.inputs().get(0)).hasSize(24).isEqualTo(task.inputs().get(0));
    assertThat(task.inputs().get(1)).hasSize(10);
    for (float value : task.inputs().get(0)) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }
}
