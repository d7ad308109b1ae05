package dev.corral.backend.cpu.naive;

import dev.corral.contract.GradientContract;
import dev.corral.spi.BackendProvider;

class NaiveBackendGradientTest extends GradientContract {
  @Override
  protected BackendProvider provider() {
    return new NaiveProvider();
  }
}
