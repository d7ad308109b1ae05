package dev.corral.backend.cpu.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Holds the backend to the reference on several numbers of threads. */
final class ReferenceCheck {
  private ReferenceCheck() {}

  static DoubleTensor random(Shape shape, boolean integers, long seed) {
    Random random = new Random(seed);
    return DoubleTensor.generate(
        shape, i -> integers ? random.nextInt(9) - 4 : (float) random.nextGaussian());
  }

  static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  /**
   * Checks a result on 1, 2 and 7 threads, that it is the same the second time, and for integers
   * that it is the same on all.
   */
  static void check(Expectation expected, Function<Ops, Tensor> task) {
    check("auto", expected, task);
  }

  /** The same of an algorithm. */
  static void check(String algorithm, Expectation expected, Function<Ops, Tensor> task) {
    Map<String, float[]> results = new HashMap<>();
    for (String threads : new String[] {"1", "2", "7"}) {
      try (Session session =
              Backends.of(new CpuProvider())
                  .open("cpu", Map.of("threads", threads, "algorithm", algorithm));
          Scope scope = session.scope()) {
        Tensor result = task.apply(scope.ops());
        assertThat(expected.mismatch(result)).isEmpty();
        assertThat(task.apply(scope.ops()).toArray()).isEqualTo(result.toArray());
        results.put(threads, result.toArray());
      }
    }
    if (expected.bound().toArray()[0] == 0) {
      assertThat(results.get("2")).isEqualTo(results.get("1"));
      assertThat(results.get("7")).isEqualTo(results.get("1"));
    }
  }
}
