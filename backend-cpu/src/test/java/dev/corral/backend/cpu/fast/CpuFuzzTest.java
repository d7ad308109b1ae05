package dev.corral.backend.cpu.fast;

import dev.corral.contract.FuzzContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Random programs; also with algorithms that the backend seldom chooses for tensors so small. */
class CpuFuzzTest {
  private abstract static class Programs extends FuzzContract {
    @Override
    protected BackendProvider provider() {
      return new CpuProvider();
    }
  }

  @Nested
  class AsTheBackendChooses extends Programs {}

  @Nested
  class ByMatrixProducts extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("algorithm", "gemm");
    }
  }

  @Nested
  class InTiles extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("algorithm", "winograd2");
    }
  }

  @Nested
  class InTilesAtComplexPoints extends Programs {
    @Override
    protected Map<String, String> options() {
      return Map.of("algorithm", "winograd4_complex");
    }
  }
}
