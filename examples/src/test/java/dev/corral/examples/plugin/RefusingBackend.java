package dev.corral.examples.plugin;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Backend;
import java.util.Map;

/** A backend that is available and then does not open. */
public final class RefusingBackend extends PlainBackend {
  @Override
  public String id() {
    return "refusing";
  }

  @Override
  public Backend open(Map<String, String> options) {
    throw new IllegalStateException("the device is busy");
  }
}
