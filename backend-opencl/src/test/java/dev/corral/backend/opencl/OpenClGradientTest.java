package dev.corral.backend.opencl;

import dev.corral.contract.GradientContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every gradient, with the kernels of each family: those for GPUs run on any device. */
@NeedsDevice
class OpenClGradientTest {
  @Nested
  class CpuFamily extends GradientContract {
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
  class GpuFamily extends GradientContract {
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
