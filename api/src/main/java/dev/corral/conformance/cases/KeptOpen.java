package dev.corral.conformance.cases;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A backend that stays open when its session closes, so that one can see whether it holds on to
 * storage that the session has freed.
 */
final class KeptOpen implements BackendProvider, Backend {
  private static final int COLLECTIONS = 20;
  private static final long PAUSE_MILLIS = 10;

  private final Subject subject;
  private final Backend backend;
  private final List<WeakReference<Storage>> made = new ArrayList<>();

  KeptOpen(Subject subject) {
    this.subject = subject;
    this.backend = subject.openBackend();
  }

  /** Runs calls in a session, which it closes; gives the number of storages that they took. */
  int run(Collection<OpCase> cases) {
    try (Session session = Backends.of(this).open(id());
        Scope scope = session.scope()) {
      cases.forEach(c -> c.values(scope.ops()));
    }
    return made.size();
  }

  /** How many storages somebody still refers to. */
  int heldAfterCollection() throws InterruptedException {
    WeakReference<Object> control = new WeakReference<>(new Object());
    for (int i = 0; i < COLLECTIONS && (control.get() != null || held() > 0); i++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
    if (control.get() != null) {
      throw new Unable("this JVM does not collect garbage when asked to");
    }
    return held();
  }

  private int held() {
    return (int) made.stream().filter(storage -> storage.get() != null).count();
  }

  @Override
  public Storage allocate(int elements) {
    Storage storage = backend.allocate(elements);
    made.add(new WeakReference<>(storage));
    return storage;
  }

  @Override
  public TensorOps ops(Arena arena) {
    return backend.ops(arena);
  }

  @Override
  public Backend open(Map<String, String> options) {
    Backend itself = this;
    return new Backend() {
      @Override
      public Storage allocate(int elements) {
        return itself.allocate(elements);
      }

      @Override
      public TensorOps ops(Arena arena) {
        return itself.ops(arena);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String id() {
    return subject.provider().id();
  }

  @Override
  public int priority() {
    return subject.provider().priority();
  }

  @Override
  public int spiVersion() {
    return subject.provider().spiVersion();
  }

  @Override
  public Availability probe() {
    return subject.provider().probe();
  }

  @Override
  public void close() {
    backend.close();
  }
}
