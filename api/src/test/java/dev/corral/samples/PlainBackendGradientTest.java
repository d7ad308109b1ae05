package dev.corral.samples;

import dev.corral.contract.GradientContract;
import dev.corral.spi.BackendProvider;

/** Whoever implements the primitives trains: every gradient follows from them. */
class PlainBackendGradientTest extends GradientContract {
  @Override
  protected BackendProvider provider() {
    return new PlainBackend();
  }
}
