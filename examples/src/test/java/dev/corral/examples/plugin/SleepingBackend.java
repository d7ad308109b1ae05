package dev.corral.examples.plugin;

import dev.corral.spi.Backend;
import java.util.Map;

/** A backend that wants a flag, tells the process that it is in, and takes a minute to open. */
public final class SleepingBackend extends FlaggedBackend {
  @Override
  public String id() {
    return "sleeping";
  }

  @Override
  public Backend open(Map<String, String> options) {
    System.out.println("pid " + ProcessHandle.current().pid());
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return this;
  }
}
