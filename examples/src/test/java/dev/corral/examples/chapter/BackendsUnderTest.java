package dev.corral.examples.chapter;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.samples.PlainBackend;
import java.util.List;

/** Every backend on the test class path, and the plain one. */
public final class BackendsUnderTest {
  public static final Backends ALL = Backends.discover().with(new PlainBackend());

  private BackendsUnderTest() {}

  public static List<String> ids() {
    return ALL.entries().stream()
        .filter(entry -> entry.state() == BackendEntry.State.AVAILABLE)
        .map(BackendEntry::id)
        .toList();
  }
}
