package dev.corral.backend.cpu.naive;

import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.BackendOpenException;
import java.util.Map;
import java.util.TreeSet;

/** Offers the textbook backend, {@code cpu-naive}. It runs everywhere and has no options. */
public final class NaiveProvider implements BackendProvider {
  private static final String ID = "cpu-naive";

  /** For ServiceLoader. */
  public NaiveProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability probe() {
    return Availability.available(
        "textbook loops, one thread, Java " + System.getProperty("java.version"));
  }

  @Override
  public Backend open(Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new BackendOpenException(
          "the options " + new TreeSet<>(options.keySet()) + " for " + ID,
          "no options: it has none",
          "Leave them out, or name the backend that they are for",
          null);
    }
    return new NaiveBackend();
  }
}
