package dev.corral.backend;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** A backend's operations, of whose allocations a region keeps the results and ends the rest. */
final class KeepingOps extends ForwardingOps {
  private final Region region;

  KeepingOps(TensorOps raw, Region region) {
    super(raw);
    this.region = region;
  }

  @Override
  protected List<Tensor> around(String operation, Supplier<List<Tensor>> call) {
    return region.keepResults(call);
  }
}
