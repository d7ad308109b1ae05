package dev.corral.examples.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Session;
import dev.corral.examples.bench.BackendContestant;
import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.MatmulWorkload;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Program;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TaskJob;
import dev.corral.examples.bench.Workload;
import dev.corral.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everyone computes the same; runs under the profile {@code peers} only. */
class PeersTest {
  private static final Workload FILTER =
      new Conv2dWorkload(Shape.of(1, 1, 9, 12), Shape.of(1, 1, 3, 3), 1, 0);
  private static final Workload EVEN_FILTER =
      new Conv2dWorkload(Shape.of(1, 1, 9, 12), Shape.of(1, 1, 2, 2), 1, 0);
  private static final Workload LAYER =
      new Conv2dWorkload(Shape.of(2, 3, 9, 12), Shape.of(4, 3, 5, 3), 2, 1);
  private static final Workload PRODUCT = new MatmulWorkload(5);

  private static void assertSame(Workload workload, Pass pass, Contestant peer) {
    Task task = new Task(workload, pass);
    try (Contestant naive = BackendContestant.resident("naive", Session.open("cpu-naive"));
        TaskJob expected = naive.prepare(task).orElseThrow();
        TaskJob job = peer.prepare(task).orElseThrow()) {
      job.run(2);
      float[] values = job.result();
      assertThat(values).hasSize(expected.result().length);
      assertThat(values).containsExactly(expected.result(), within(1e-4f));
      job.run(1);
      assertThat(job.result()).as("again").isEqualTo(values);
    }
  }

  @Test
  void onnxRuntimeComputesWhatWeCompute() {
    for (Workload workload : List.of(FILTER, EVEN_FILTER, LAYER, PRODUCT)) {
      assertSame(workload, Pass.FORWARD, new OnnxRuntime(2));
    }
    assertThat(new OnnxRuntime(2).prepare(new Task(LAYER, Pass.STEP))).isEmpty();
  }

  @Test
  void pyTorchComputesWhatWeCompute() {
    for (Workload workload : List.of(FILTER, EVEN_FILTER, LAYER, PRODUCT)) {
      assertSame(workload, Pass.FORWARD, new PyTorch(2));
    }
    assertSame(LAYER, Pass.STEP, new PyTorch(2));
  }

  @Test
  void filtersComputeWhatWeCompute() {
    assertSame(FILTER, Pass.FORWARD, new OpenCv(2));
    assertSame(EVEN_FILTER, Pass.FORWARD, new OpenCv(2));
    assertSame(FILTER, Pass.FORWARD, new BoofCv(2));
    Optional<TaskJob> none = Optional.empty();
    assertThat(new BoofCv(2).prepare(new Task(EVEN_FILTER, Pass.FORWARD))).isEqualTo(none);
    assertThat(new OpenCv(2).prepare(new Task(LAYER, Pass.FORWARD))).isEqualTo(none);
    assertThat(new OpenCv(2).prepare(new Task(PRODUCT, Pass.FORWARD))).isEqualTo(none);
  }

  /** The example of the description of the format: field 1 is 150. */
  @Test
  void numbersAreWrittenSevenBitsAtATime() {
    assertThat(new ProtobufMessage().add(1, 150).add(2, "testing").toByteArray())
        .containsExactly(
            0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67);
  }

  @Test
  void programsSeeNothingButTheirOwnJars() {
    List<Program> programs = new Peers().programs();
    assertThat(programs).extracting(Program::name).containsExactly("corral", "onnxruntime");
    assertThat(programs.get(0).command().get(2))
        .contains("corral-api", "corral-backend-cpu")
        .doesNotContain("onnxruntime", "tests.jar", "pytorch");
    assertThat(programs.get(1).command().get(2)).contains("onnxruntime").doesNotContain("corral-api");
  }
}
