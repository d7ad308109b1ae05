package dev.corral.backend.cpu.fast;

import dev.corral.contract.GoldenVectorsContract;
import dev.corral.spi.BackendProvider;

class CpuGoldenVectorsTest extends GoldenVectorsContract {
  @Override
  protected BackendProvider provider() {
    return new CpuProvider();
  }
}
