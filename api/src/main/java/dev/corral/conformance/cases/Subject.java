package dev.corral.conformance.cases;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The backend under test. Its sessions run on dirty memory: what an operation allocates is full of
 * NaN, so that an element that it never writes shows.
 */
public final class Subject implements AutoCloseable {
  private final BackendProvider provider;
  private final Map<String, String> options;
  private @Nullable Session session;

  /**
   * A backend that is opened when the first case asks for it.
   *
   * @param provider the backend's provider
   * @param options the backend's settings
   */
  public Subject(BackendProvider provider, Map<String, String> options) {
    this.provider = provider;
    this.options = Map.copyOf(options);
  }

  BackendProvider provider() {
    return provider;
  }

  /** The backend itself, without a session. */
  Backend openBackend() {
    return provider.open(options);
  }

  /** A session of the case's own, which it closes. */
  Session open() {
    return Backends.of(new OnDirtyMemory(provider, Float.NaN)).open(provider.id(), options);
  }

  /** A session of the case's own on memory that is full of one value. */
  Session open(float dirt) {
    return Backends.of(new OnDirtyMemory(provider, dirt)).open(provider.id(), options);
  }

  /** The session that the cases share. */
  Session session() {
    if (session == null) {
      session = open();
    }
    return session;
  }

  /** Runs something in a scope of the shared session. */
  void inScope(Consumer<Scope> work) {
    try (Scope scope = session().scope()) {
      work.accept(scope);
    }
  }

  /**
   * Runs a case, then makes sure that it left nothing alive.
   *
   * @param check the case
   * @throws Mismatch if the backend breaks the rule
   * @throws Unable if the case cannot be run here
   * @throws InterruptedException if the thread is interrupted while the case waits for others
   */
  public synchronized void run(Check check) throws InterruptedException {
    try {
      check.body().run(this);
    } catch (Unable unable) {
      throw unable;
    } catch (RuntimeException | Error thrown) {
      throw Mismatch.thrown(check.title(), thrown);
    }
    if (session != null && (session.liveTensors() != 0 || session.liveBytes() != 0)) {
      String left =
          session.liveTensors() + " tensors and " + session.liveBytes() + " bytes are still alive";
      close();
      Mismatch.require(check.title(), false, left + " after its scope has closed (lifetime.303)");
    }
  }

  /** Closes the shared session; the next case opens another. */
  @Override
  public synchronized void close() {
    Session open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
