package dev.corral.backend.opencl;

import dev.corral.contract.FuzzContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/**
 * Random programs, with the kernels of each family: those for GPUs run on any device. Also in
 * tiles, which no device chooses for tensors so small.
 */
@NeedsDevice
class OpenClFuzzTest {
  private abstract static class Programs extends FuzzContract {
    @Override
    protected BackendProvider provider() {
      return new OpenClProvider();
    }
  }

  @Nested
  class CpuFamily extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("family", "cpu");
    }
  }

  @Nested
  class CpuFamilyInTiles extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("family", "cpu", "algorithm", "winograd2");
    }
  }

  @Nested
  class GpuFamily extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("family", "gpu");
    }
  }

  @Nested
  class GpuFamilyInTiles extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("family", "gpu", "algorithm", "winograd2");
    }
  }
}
