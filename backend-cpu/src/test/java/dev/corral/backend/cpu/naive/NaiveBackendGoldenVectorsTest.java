package dev.corral.backend.cpu.naive;

import dev.corral.contract.GoldenVectorsContract;
import dev.corral.spi.BackendProvider;

class NaiveBackendGoldenVectorsTest extends GoldenVectorsContract {
  @Override
  protected BackendProvider provider() {
    return new NaiveProvider();
  }
}
