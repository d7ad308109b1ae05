package dev.corral.backend.cpu.fast;

import dev.corral.contract.GoldenVectorsContract;
import dev.corral.contract.GradientContract;
import dev.corral.contract.OpsContract;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The contracts, on one thread and several, with each algorithm forced in turn. */
class ContractTest {
  private static BackendProvider cpu() {
    return new CpuProvider();
  }

  /** Operations, with options. */
  private abstract static class Ops extends OpsContract {
    private final Map<String, String> options;

    Ops(Map<String, String> options) {
      this.options = options;
    }

    @Override
    protected BackendProvider provider() {
      return cpu();
    }

    @Override
    protected Map<String, String> options() {
      return options;
    }
  }

  @Nested
  class OnOneThread extends Ops {
    OnOneThread() {
      super(Map.of("threads", "1"));
    }
  }

  @Nested
  class OnTwoThreads extends Ops {
    OnTwoThreads() {
      super(Map.of("threads", "2"));
    }
  }

  @Nested
  class OnSevenThreads extends Ops {
    OnSevenThreads() {
      super(Map.of("threads", "7"));
    }
  }

  @Nested
  class Direct extends Ops {
    Direct() {
      super(Map.of("algorithm", "direct"));
    }
  }

  @Nested
  class Gemm extends Ops {
    Gemm() {
      super(Map.of("algorithm", "gemm", "threads", "3"));
    }
  }

  @Nested
  class Gradients extends GradientContract {
    @Override
    protected BackendProvider provider() {
      return cpu();
    }

    @Override
    protected Map<String, String> options() {
      return Map.of("threads", "2");
    }
  }

  @Nested
  class GoldenVectors extends GoldenVectorsContract {
    @Override
    protected BackendProvider provider() {
      return cpu();
    }
  }
}
