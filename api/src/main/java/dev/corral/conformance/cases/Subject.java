package dev.corral.conformance.cases;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The backend under test. Its sessions run on dirty memory: what an operation allocates is full of
 * NaN, so that an element that it never writes shows.
 */
public final class Subject implements AutoCloseable {
  private final BackendProvider provider;
  private final Map<String, String> options;

  /** By what their memory is full of. */
  private final Map<Float, Session> shared = new HashMap<>();

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
    return open(Float.NaN);
  }

  private Session open(float dirt) {
    return Backends.of(new OnDirtyMemory(provider, dirt)).open(provider.id(), options);
  }

  /** The session that the cases share. */
  Session session() {
    return session(Float.NaN);
  }

  /** A session that the cases share, on memory that is full of one value. */
  Session session(float dirt) {
    return shared.computeIfAbsent(dirt, this::open);
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
    long tensors = shared.values().stream().mapToLong(Session::liveTensors).sum();
    long bytes = shared.values().stream().mapToLong(Session::liveBytes).sum();
    if (tensors != 0 || bytes != 0) {
      close();
      String left =
          tensors + " tensors and " + bytes + " bytes are alive after its scope has closed";
      Mismatch.require(check.title(), false, left + " (lifetime.303)");
    }
  }

  /** Closes the shared sessions; the next case opens another. */
  @Override
  public synchronized void close() {
    List<Session> open = List.copyOf(shared.values());
    shared.clear();
    open.forEach(Session::close);
  }
}
