package dev.corral.samples;

import dev.corral.contract.FuzzContract;
import dev.corral.spi.BackendProvider;

class PlainBackendFuzzTest extends FuzzContract {
  @Override
  protected BackendProvider provider() {
    return new PlainBackend();
  }
}
