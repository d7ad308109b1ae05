package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made from weights is made once, and lives as long as they. */
@NeedsDevice
class WeightsTest {

  @Test
  void aFormIsMadeOnceAndDroppedWithTheElements() {
    Map<Cl.Kind, Long> before = new HashMap<>(Cl.live());
    try (OpenClBackend backend = OpenClBackend.open(Settings.of(Map.of()))) {
      DeviceStorage weights = (DeviceStorage) backend.allocate(6);
      AtomicInteger made = new AtomicInteger();
      for (int use = 0; use < 3; use++) {
        weights.derive("packed", () -> make(backend, made));
        weights.derive("flipped", () -> make(backend, made));
      }
      assertThat(made).hasValue(2);
      weights.forget();
      weights.derive("packed", () -> make(backend, made));
      assertThat(made).hasValue(3);
      weights.free();
    }
    assertThat(Cl.live()).isEqualTo(before);
  }

  private static DeviceStorage make(OpenClBackend backend, AtomicInteger made) {
    made.incrementAndGet();
    return (DeviceStorage) backend.allocate(6);
  }

  /** Storage is recycled, so the weights of each round lie where those before them lay. */
  @ParameterizedTest
  @EnumSource(Family.class)
  void newWeightsTakeEffectWhereOldOnesLay(Family family) {
    try (Session session =
        Backends.of(new OpenClProvider()).open("opencl", Map.of("family", family.id()))) {
      for (int round = 1; round <= 3; round++) {
        assertThat(outputAndGradient(session, round)).containsExactly(27 * round, 5 * round);
      }
    }
  }

  /**
   * The first output of 3 · 3 · 3 weights on ones, and the first gradient, which 5 outputs give.
   */
  private static float[] outputAndGradient(Session session, float weight) {
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.fill(Shape.of(1, 3, 5, 5), 1);
      Tensor w = ops.fill(Shape.of(5, 3, 3, 3), weight);
      Tensor y = ops.conv2d(x, w);
      Tensor dx =
          ops.conv2dInputGradient(x.shape(), w, ops.fill(y.shape(), 1), Conv2dOptions.DEFAULT);
      return new float[] {y.toArray()[0], dx.toArray()[0]};
    }
  }
}
