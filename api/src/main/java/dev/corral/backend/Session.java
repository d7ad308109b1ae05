package dev.corral.backend;

import dev.corral.spi.Backend;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.ClosedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An opened backend, ready to compute. Many threads may use it at once, each with a scope of its
 * own.
 *
 * <p>The counts of live tensors and bytes are exact: after every scope has closed, both are 0.
 */
public final class Session implements AutoCloseable {
  private final BackendEntry entry;
  private final Backend backend;
  private final Memory memory;
  private final Set<Region> regions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Session(BackendEntry entry, Backend backend) {
    this.entry = entry;
    this.backend = backend;
    this.memory = new Memory(backend);
  }

  /**
   * Opens the backend that {@link Backends#open()} selects among those on the class path.
   *
   * @return a session that the caller closes
   */
  public static Session open() {
    return Backends.discover().open();
  }

  /**
   * Opens a backend by its id.
   *
   * @param id as {@code cpu-naive}
   * @return a session that the caller closes
   */
  public static Session open(String id) {
    return Backends.discover().open(id);
  }

  /**
   * Opens a scope.
   *
   * @return a scope that the caller closes
   * @throws ClosedException if the session has closed
   */
  public Scope scope() {
    return scope(null, null);
  }

  /**
   * Opens a scope whose operations, and those of the scopes inside it, are timed.
   *
   * @param profile where the times are added up
   * @return a scope that the caller closes
   * @throws ClosedException if the session has closed
   */
  public Scope scope(Profile profile) {
    return scope(null, profile);
  }

  Scope scope(@Nullable Region parent, @Nullable Profile profile) {
    checkOpen();
    Region region = new Region(this, parent, memory);
    regions.add(region);
    if (closed) {
      // Too late for the close of another thread to have seen it.
      region.close();
      checkOpen();
    }
    TensorOps raw = profile == null ? backend.ops(region) : backend.ops(region, profile::addKernel);
    return new Scope(region, raw, profile);
  }

  private void checkOpen() {
    if (closed) {
      throw new ClosedException(
          "a session on " + entry.id() + " was used after it had closed",
          "an open session",
          "Open another with Session.open()");
    }
  }

  void forget(Region region) {
    regions.remove(region);
  }

  /**
   * What the session runs on: the backend's id, device and origin.
   *
   * @return its line in the discovery report
   */
  public BackendEntry backend() {
    return entry;
  }

  /**
   * How many tensors are open.
   *
   * @return 0 when every scope has closed
   */
  public long liveTensors() {
    return memory.liveTensors();
  }

  /**
   * How much storage the open tensors hold, each storage counted once.
   *
   * @return bytes; 0 when every scope has closed
   */
  public long liveBytes() {
    return memory.liveBytes();
  }

  /**
   * Whether the session has closed.
   *
   * @return true after close
   */
  public boolean isClosed() {
    return closed;
  }

  /** Closes every scope, frees all storage and closes the backend; idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List.copyOf(regions).forEach(Region::close);
    memory.close();
    backend.close();
  }
}
