package dev.corral.examples.bench;

import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What contestants are timed at.
 *
 * @param workload the sizes
 * @param pass what is computed
 */
public record Task(Workload workload, Pass pass) {
  /** The tasks of workloads, each with those of some passes that it has. */
  public static List<Task> of(List<Workload> workloads, List<Pass> passes) {
    List<Task> tasks = new ArrayList<>();
    for (Workload workload : workloads) {
      workload.passes().stream()
          .filter(passes::contains)
          .forEach(pass -> tasks.add(new Task(workload, pass)));
    }
    return tasks;
  }

  /** The values of the two inputs, in [−1, 1) and the same for everybody. */
  public List<float[]> inputs() {
    Random random = new Random(1);
    return workload.inputs().stream().map(shape -> values(shape, random)).toList();
  }

  private static float[] values(Shape shape, Random random) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  /** Additions and multiplications; each gradient costs as many as the result. */
  public double flops() {
    return times() * workload.flops();
  }

  /** The bytes of all inputs and results, each read or written once. */
  public double bytes() {
    long inputs = workload.inputs().stream().mapToLong(Shape::size).sum();
    return times() * Float.BYTES * (double) (inputs + workload.output().size());
  }

  private double times() {
    return pass == Pass.STEP ? 3 : 1;
  }

  @Override
  public String toString() {
    return workload.id() + " " + pass.id();
  }
}
