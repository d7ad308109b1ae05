package dev.corral.backend.cpu.naive;

import dev.corral.contract.OpsContract;
import dev.corral.spi.BackendProvider;

class NaiveBackendOpsTest extends OpsContract {
  @Override
  protected BackendProvider provider() {
    return new NaiveProvider();
  }
}
