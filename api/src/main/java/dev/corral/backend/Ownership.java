package dev.corral.backend;

import dev.corral.tensor.ClosedException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;

/** A tensor's place in a region, and its share of a storage. */
final class Ownership implements Tensor.Lease {
  private final SharedStorage shared;
  private volatile Region owner;
  private volatile boolean ended;

  private Ownership(Region owner, SharedStorage shared) {
    this.owner = owner;
    this.shared = shared;
    shared.join();
  }

  static Tensor tensor(Region owner, Shape shape, SharedStorage shared) {
    return new Tensor(shape, new Ownership(owner, shared));
  }

  /** The ownership of a tensor that this framework made, as all are. */
  static Ownership of(Tensor tensor) {
    return (Ownership) tensor.lease();
  }

  SharedStorage shared() {
    return shared;
  }

  Region owner() {
    return owner;
  }

  void moveTo(Region region) {
    owner = region;
  }

  @Override
  public Storage storage(Shape shape) {
    if (ended) {
      throw closed(shape);
    }
    return shared.storage();
  }

  static ClosedException closed(Shape shape) {
    return new ClosedException(
        "a tensor of shape " + shape + " was used after it, or the scope that owned it, had closed",
        "an open tensor",
        "Use it before its scope closes, or move it to a longer-lived scope with promote or adopt");
  }

  @Override
  public void end() {
    owner.forget(this);
    endNow();
  }

  /** Ends without telling the owner, which is closing or never kept it. */
  void endNow() {
    boolean first;
    synchronized (this) {
      first = !ended;
      ended = true;
    }
    if (first) {
      shared.leave();
    }
  }

  @Override
  public boolean ended() {
    return ended;
  }
}
