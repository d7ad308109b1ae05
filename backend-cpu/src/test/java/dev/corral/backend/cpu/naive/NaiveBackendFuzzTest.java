package dev.corral.backend.cpu.naive;

import dev.corral.contract.FuzzContract;
import dev.corral.spi.BackendProvider;

class NaiveBackendFuzzTest extends FuzzContract {
  @Override
  protected BackendProvider provider() {
    return new NaiveProvider();
  }
}
