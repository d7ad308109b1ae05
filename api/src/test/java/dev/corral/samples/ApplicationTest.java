package dev.corral.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What an application developer types. */
class ApplicationTest {
  private final Backends backends = Backends.of(new PlainBackend());

  @Test
  void detectsEdges() {
    try (Session session = backends.open();
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.sliceScatter(ops.ones(6, 8), 0, Slice.all(), Slice.of(2, 6));
      Tensor k = ops.tensor(new float[][] {{1, -1}});
      Tensor y = ops.corr2d(x, k);
      assertThat(y.toString())
          .isEqualTo(
              """
              [[ 0.,  1.,  0.,  0.,  0., -1.,  0.],
               [ 0.,  1.,  0.,  0.,  0., -1.,  0.],
               [ 0.,  1.,  0.,  0.,  0., -1.,  0.],
               [ 0.,  1.,  0.,  0.,  0., -1.,  0.],
               [ 0.,  1.,  0.,  0.,  0., -1.,  0.],
               [ 0.,  1.,  0.,  0.,  0., -1.,  0.]]""");
    }
  }
}
