package dev.corral.backend;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import java.util.Map;
import java.util.OptionalInt;

/** Providers with something wrong, or with another name, for tests of discovery. */
public final class Providers {
  private Providers() {}

  /** Sound, with any id, priority and answer. */
  public static class Named extends PlainBackend {
    private final String id;
    private final int priority;
    private final Availability answer;
    private int probes;

    /** A provider with this id. */
    public Named(String id, int priority, Availability answer) {
      this.id = id;
      this.priority = priority;
      this.answer = answer;
    }

    /** An available provider. */
    public static Named available(String id, int priority) {
      return new Named(id, priority, Availability.available("a device"));
    }

    /** A provider whose device has a priority of its own. */
    public static Named onDevice(String id, int priority, int devicePriority) {
      return new Named(
          id, priority, new Availability.Available("a device", OptionalInt.of(devicePriority)));
    }

    /** How often it was probed. */
    public int probes() {
      return probes;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public Availability probe() {
      probes++;
      return answer;
    }
  }

  /** Its constructor throws. */
  public static final class ThrowsInConstructor extends PlainBackend {
    /** Throws. */
    public ThrowsInConstructor() {
      throw new IllegalStateException("boom in the constructor");
    }
  }

  /** A class that its static initialiser needs is missing. */
  public static final class MissesAClass extends PlainBackend {
    /** Fails as if a class were not on the class path. */
    public MissesAClass() {
      throw new NoClassDefFoundError("org/absent/Library");
    }
  }

  /** Its probe throws, against the rules. */
  public static final class ThrowsInProbe extends PlainBackend {
    @Override
    public Availability probe() {
      throw new UnsatisfiedLinkError("no libdevice.so");
    }
  }

  /** It probes well and does not open. */
  public static final class ThrowsInOpen extends PlainBackend {
    @Override
    public Backend open(Map<String, String> options) {
      throw new IllegalStateException("the device is busy");
    }
  }

  /** Built for a later SPI. */
  public static final class OfAnotherVersion extends PlainBackend {
    @Override
    public int spiVersion() {
      return SPI_VERSION + 1;
    }
  }
}
