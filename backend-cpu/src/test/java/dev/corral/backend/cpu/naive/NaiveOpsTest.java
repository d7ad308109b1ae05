package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import org.junit.jupiter.api.Test;

class NaiveOpsTest {
  @Test
  void sigmoidHoldsFromEndToEnd() {
    try (Session session = Backends.of(new NaiveProvider()).open();
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      float infinity = Float.POSITIVE_INFINITY;
      float[] x = {0, 0.5f, -0.5f, 1000, -1000, infinity, -infinity, Float.NaN};
      assertThat(ops.sigmoid(ops.tensor(x)).toArray())
          .containsExactly(0.5f, 0.62245935f, 0.37754068f, 1, 0, 1, 0, Float.NaN);
      assertThat(ops.sigmoid(ops.tensor(-100f)).item()).isEqualTo((float) Math.exp(-100));
    }
  }
}
