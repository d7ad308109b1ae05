package dev.corral.guice;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.tensor.ClosedException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens an injector's session when it is first asked for, and closes it if it was opened. Whoever
 * made the injector closes its owner. Thread-safe.
 */
public final class SessionOwner implements AutoCloseable {
  private final Supplier<Backends> search;
  private final Function<Backends, Session> selection;
  private @Nullable Backends backends;
  private @Nullable Session session;
  private boolean closed;

  SessionOwner(Supplier<Backends> search, Function<Backends, Session> selection) {
    this.search = search;
    this.selection = selection;
  }

  /**
   * The backends that the session's was selected from. They are searched for at the first call.
   *
   * @return the same at every call
   */
  public synchronized Backends backends() {
    if (backends == null) {
      backends = search.get();
    }
    return backends;
  }

  /**
   * The session. It is opened at the first call.
   *
   * @return the same at every call
   * @throws ClosedException if this owner has closed
   * @throws dev.corral.tensor.NoBackendException if there is no backend, or the named one is not
   *     available
   * @throws dev.corral.tensor.BackendOpenException if it does not open
   */
  public synchronized Session session() {
    if (closed) {
      throw new ClosedException(
          "a session was asked for after the injector's session owner had closed",
          "an open owner",
          "Close the owner when the application ends, or make another injector");
    }
    if (session == null) {
      session = selection.apply(backends());
    }
    return session;
  }

  /** Closes the session if it was opened; idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    if (session != null) {
      session.close();
    }
  }
}
