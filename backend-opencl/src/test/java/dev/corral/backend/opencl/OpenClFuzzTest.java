package dev.corral.backend.opencl;

import dev.corral.contract.FuzzContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Random programs, with the kernels of each family: those for GPUs run on any device. */
@NeedsDevice
class OpenClFuzzTest {
  @Nested
  class CpuFamily extends FuzzContract {
    @Override
    protected BackendProvider provider() {
      return new OpenClProvider();
    }

    @Override
    protected Map<String, String> options() {
      return Map.of("family", "cpu");
    }
  }

  @Nested
  class GpuFamily extends FuzzContract {
    @Override
    protected BackendProvider provider() {
      return new OpenClProvider();
    }

    @Override
    protected Map<String, String> options() {
      return Map.of("family", "gpu");
    }
  }
}
