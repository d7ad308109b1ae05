package dev.corral.backend.opencl;

import dev.corral.contract.GoldenVectorsContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The published cases, with the kernels of each family: those for GPUs run on any device. */
@NeedsDevice
class OpenClGoldenVectorsTest {
  @Nested
  class CpuFamily extends GoldenVectorsContract {
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
  class GpuFamily extends GoldenVectorsContract {
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
