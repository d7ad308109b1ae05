package dev.corral.backend;

import dev.corral.spi.Arena;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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
  private final Set<Ownership> owned = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Region> nested = ConcurrentHashMap.newKeySet();
  private final List<Ownership> born = new ArrayList<>();
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
    return owned.size();
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
    born.add(Ownership.of(tensor));
    return tensor;
  }

  /** Runs an operation and keeps, of all that is born meanwhile, only what it returns. */
  List<Tensor> keepResults(Supplier<List<Tensor>> operation) {
    checkOpen();
    try {
      return operation.get().stream().map(this::keep).toList();
    } finally {
      for (Ownership ownership : born) {
        if (!ownership.isKept()) {
          ownership.endNow();
        }
      }
      born.clear();
    }
  }

  /** A result that was not born here, as an argument handed through, becomes a view of itself. */
  private Tensor keep(Tensor result) {
    Ownership ownership = Ownership.of(result);
    boolean fresh = ownership.owner() == this && !ownership.isKept() && !ownership.ended();
    Tensor mine = fresh ? result : view(result, result.shape());
    Ownership kept = Ownership.of(mine);
    kept.keep();
    owned.add(kept);
    return mine;
  }

  void adopt(Tensor tensor) {
    checkOpen();
    Ownership ownership = Ownership.of(tensor);
    ownership.owner().forget(ownership);
    ownership.moveTo(this);
    owned.add(ownership);
  }

  void forget(Ownership ownership) {
    owned.remove(ownership);
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    List.copyOf(nested).forEach(Region::close);
    owned.forEach(Ownership::endNow);
    owned.clear();
    if (parent != null) {
      parent.nested.remove(this);
    }
    session.forget(this);
  }
}
