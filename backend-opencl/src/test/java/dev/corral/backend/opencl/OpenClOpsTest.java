package dev.corral.backend.opencl;

import dev.corral.contract.OpsContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every operation, with the kernels of each family: those for GPUs run on any device. */
@NeedsDevice
class OpenClOpsTest {
  @Nested
  class CpuFamily extends OpsContract {
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
  class GpuFamily extends OpsContract {
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
