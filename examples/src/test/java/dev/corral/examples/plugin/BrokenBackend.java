package dev.corral.examples.plugin;

import dev.corral.samples.PlainBackend;

/** A backend whose provider cannot even be made. */
public final class BrokenBackend extends PlainBackend {
  /** Throws. */
  public BrokenBackend() {
    throw new IllegalStateException("broken on purpose");
  }
}
