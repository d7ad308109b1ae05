package dev.corral.backend;

import dev.corral.spi.Arena;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Scope} owns. It outlives the user's handle, so that a scope that was dropped
 * without close can be reported.
 *
 * <p>It is the arena of the backend's operations: what is allocated while one of them runs is
 * <em>born</em>; when it returns, its results are <em>owned</em> and all else that was born ends.
 */
final class Region implements Arena {
  private final Session session;
  private final @Nullable Region parent;
  private final Memory memory;

  /** Guarded by itself: any thread may close what is in it. */
  private final Set<Ownership> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Region> nested = ConcurrentHashMap.newKeySet();

  /** Held while an operation runs, so that a session which another thread closes waits for it. */
  private final Object running = new Object();

  /** What the running operation has allocated; null between operations. */
  private @Nullable List<Ownership> born;

  private volatile boolean closed;

  Region(Session session, @Nullable Region parent, Memory memory) {
    this.session = session;
    this.parent = parent;
    this.memory = memory;
    if (parent != null) {
      parent.checkOpen();
      parent.nested.add(this);
    }
  }

  Session session() {
    return session;
  }

  @Nullable Region parent() {
    return parent;
  }

  int tensors() {
    synchronized (owned) {
      return owned.size();
    }
  }

  boolean isClosed() {
    return closed;
  }

  void checkOpen() {
    if (closed) {
      throw new ClosedException(
          "a scope was used after it, or its session, had closed",
          "an open scope",
          "Open another with session.scope(), or do the work before it closes");
    }
  }

  @Override
  public Tensor allocate(Shape shape) {
    return bear(shape, memory.acquire(shape.size()));
  }

  @Override
  public Tensor view(Tensor tensor, Shape shape) {
    return bear(shape, Ownership.of(tensor).shared());
  }

  private Tensor bear(Shape shape, SharedStorage shared) {
    Tensor tensor = Ownership.tensor(this, shape, shared);
    Objects.requireNonNull(born, "allocated outside an operation").add(Ownership.of(tensor));
    return tensor;
  }

  /**
   * Runs an operation and keeps, of all that is born meanwhile, only what it returns. One may run
   * inside another, whose it then is what the inner one returns.
   */
  List<Tensor> keepResults(Supplier<List<Tensor>> operation) {
    synchronized (running) {
      checkOpen();
      List<Ownership> outer = born;
      List<Ownership> mine = new ArrayList<>();
      born = mine;
      try {
        List<Tensor> results = operation.get().stream().map(this::ownedHere).toList();
        checkOpen();
        for (Tensor result : results) {
          Ownership ownership = Ownership.of(result);
          mine.remove(ownership);
          if (outer == null) {
            own(ownership);
          } else {
            outer.add(ownership);
          }
        }
        return results;
      } catch (OutOfMemoryError full) {
        throw Checks.heapFull("what an operation makes on the way", full);
      } finally {
        born = outer;
        mine.stream().filter(this::isUnclaimed).forEach(Ownership::endNow);
      }
    }
  }

  private void own(Ownership ownership) {
    synchronized (owned) {
      owned.add(ownership);
    }
  }

  /** A result that was not born here, as an argument handed through, becomes a view of itself. */
  private Tensor ownedHere(Tensor result) {
    Ownership ownership = Ownership.of(result);
    return Objects.requireNonNull(born).contains(ownership) && isUnclaimed(ownership)
        ? result
        : view(result, result.shape());
  }

  /** Whether no region has adopted what was born here while its operation was running. */
  private boolean isUnclaimed(Ownership ownership) {
    synchronized (owned) {
      return ownership.owner() == this && !owned.contains(ownership);
    }
  }

  void adopt(Tensor tensor) {
    synchronized (running) {
      checkOpen();
      Ownership ownership = Ownership.of(tensor);
      ownership.owner().forget(ownership);
      ownership.moveTo(this);
      own(ownership);
    }
  }

  void forget(Ownership ownership) {
    synchronized (owned) {
      owned.remove(ownership);
    }
  }

  /**
   * Waits for the operation that runs, if one does, but holds nothing while it ends what it owns.
   */
  void close() {
    synchronized (running) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List.copyOf(nested).forEach(Region::close);
    List<Ownership> ending;
    synchronized (owned) {
      ending = List.copyOf(owned);
      owned.clear();
    }
    ending.forEach(Ownership::endNow);
    if (parent != null) {
      parent.nested.remove(this);
    }
    session.forget(this);
  }
}
