package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.DeviceException;
import org.junit.jupiter.api.Test;

class HeapStorageTest {
  @Test
  void saysThatThereIsNoRoomAndStaysUsable() {
    try (Session session = Backends.of(new NaiveProvider()).open();
        Scope scope = session.scope()) {
      assertThatThrownBy(() -> scope.ops().zeros(Integer.MAX_VALUE))
          .isInstanceOf(DeviceException.class)
          .hasCauseInstanceOf(OutOfMemoryError.class)
          .hasMessageContaining("2147483647 elements, 8589934588 bytes")
          .hasMessageContaining("expected room for it on the Java heap")
          .hasMessageContaining("-Xmx");
      assertThat(session.liveBytes()).isZero();
      assertThat(scope.ops().ones(2).toArray()).containsExactly(1, 1);
    }
  }

  @Test
  void copiesInAndOut() {
    try (Session session = Backends.of(new NaiveProvider()).open();
        Scope scope = session.scope()) {
      float[] given = {1, 2, 3};
      var tensor = scope.ops().tensor(given);
      given[0] = 7;
      tensor.toArray()[1] = 7;
      assertThat(tensor.toArray()).containsExactly(1, 2, 3);
    }
  }
}
