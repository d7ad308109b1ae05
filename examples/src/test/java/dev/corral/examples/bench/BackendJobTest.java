package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Session;
import dev.corral.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendJobTest {
  private static final Workload CONV2D =
      new Conv2dWorkload(Shape.of(2, 3, 6, 5), Shape.of(4, 3, 3, 3), 1, 1);

  private static float[] result(Task task, boolean transfers, Session session) {
    try (Contestant contestant =
        transfers
            ? BackendContestant.withTransfers("any", session)
            : BackendContestant.resident("any", session)) {
      TaskJob job = contestant.prepare(task).orElseThrow();
      job.run(3);
      float[] result = job.result();
      job.close();
      assertThat(session.liveTensors()).isZero();
      return result;
    }
  }

  @Test
  void bothWaysComputeTheTaskAndKeepNothing() {
    for (Task task : Task.of(List.of(CONV2D, new MatmulWorkload(7)), List.of(Pass.values()))) {
      float[] resident = result(task, false, Session.open("cpu-naive"));
      float[] transferred = result(task, true, Session.open("cpu-naive"));
      int size = task.pass() == Pass.STEP ? 4 * 3 * 9 : task.workload().output().size();
      assertThat(resident).hasSize(size).isEqualTo(transferred);
    }
  }

  /** The sum's gradient by a kernel element is the sum of what it was multiplied by. */
  @Test
  void aStepGivesTheGradientByTheKernel() {
    Task task = new Task(CONV2D, Pass.STEP);
    float[] image = task.inputs().get(0);
    double sum = 0;
    for (int batch = 0; batch < 2; batch++) {
      for (int i = 0; i < 30; i++) {
        sum += image[batch * 90 + i];
      }
    }
    float[] gradient = result(task, false, Session.open("cpu-naive"));
    assertThat((double) gradient[4]).isEqualTo(sum, within(1e-4));
  }
}
