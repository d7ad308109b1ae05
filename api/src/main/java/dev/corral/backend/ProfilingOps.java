package dev.corral.backend;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** Operations whose calls are timed. */
final class ProfilingOps extends ForwardingOps {
  private final Profile profile;

  ProfilingOps(TensorOps timed, Profile profile) {
    super(timed);
    this.profile = profile;
  }

  @Override
  protected List<Tensor> around(String operation, Supplier<List<Tensor>> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } finally {
      profile.addOperation(operation, System.nanoTime() - start);
    }
  }
}
