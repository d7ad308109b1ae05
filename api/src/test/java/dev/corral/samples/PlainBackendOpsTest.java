package dev.corral.samples;

import dev.corral.contract.OpsContract;
import dev.corral.spi.BackendProvider;

/** The primitives alone, and all that is composed of them, compute what the reference does. */
class PlainBackendOpsTest extends OpsContract {
  @Override
  protected BackendProvider provider() {
    return new PlainBackend();
  }
}
