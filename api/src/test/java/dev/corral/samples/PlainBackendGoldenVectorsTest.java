package dev.corral.samples;

import dev.corral.contract.GoldenVectorsContract;
import dev.corral.spi.BackendProvider;

/** What other projects published comes out on the primitives alone. */
class PlainBackendGoldenVectorsTest extends GoldenVectorsContract {
  @Override
  protected BackendProvider provider() {
    return new PlainBackend();
  }
}
