package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Backends;
import dev.corral.backend.Profile;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsDevice
class ProfileTest {
  @Test
  void tellsTheTimeOfEachKernelOnTheDevice() {
    Profile profile = new Profile();
    try (Session session = Backends.of(new OpenClProvider()).open("opencl");
        Scope plain = session.scope();
        Scope scope = session.scope(profile)) {
      Tensor x = plain.ops().exp(plain.ops().fill(Shape.of(1000), 0));
      Tensor y = scope.ops().add(x, scope.ops().tanh(x));
      assertThat(plain.ops().sum(scope.ops().add(y, x)).item())
          .isCloseTo((float) (2000 + 1000 * Math.tanh(1)), within(0.01f));
    }
    assertThat(profile.kernels())
        .extracting(Profile.Row::name, Profile.Row::calls)
        .containsExactlyInAnyOrder(tuple("map_add", 2L), tuple("map_tanh", 1L));
    assertThat(profile.kernels()).allSatisfy(row -> assertThat(row.nanoseconds()).isPositive());
    assertThat(total(profile.kernels())).isLessThan(total(profile.operations()));
    assertThat(profile.toString()).contains("operation", "kernel, on the device", "map_add");
    assertThat(Cl.live()).isEmpty();
  }

  private static long total(List<Profile.Row> rows) {
    return rows.stream().mapToLong(Profile.Row::nanoseconds).sum();
  }
}
