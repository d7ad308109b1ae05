package dev.corral.backend;

import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of tensors, bound to a block of code:
 *
 * <pre>{@code
 * try (Scope scope = session.scope()) {
 *   Ops ops = scope.ops();
 *   ...
 * }
 * }</pre>
 *
 * <p>What the scope's operations make belongs to it and closes with it, whatever the arguments
 * belonged to. A scope is used by one thread at a time.
 */
public final class Scope implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scope.class.getName());
  private static final Cleaner CLEANER = Cleaner.create();

  private final Region region;
  private final @Nullable Profile profile;
  private final TensorOps kept;
  private final Ops ops;
  private final Cleaner.Cleanable leakReport;

  Scope(Region region, TensorOps raw, @Nullable Profile profile) {
    this.region = region;
    this.profile = profile;
    TensorOps keeping = new KeepingOps(raw, region);
    this.kept = profile == null ? keeping : new ProfilingOps(keeping, profile);
    this.ops = new CheckedOps(kept, region, false);
    this.leakReport = CLEANER.register(this, new LeakReport(region));
  }

  /**
   * The operations whose results belong to this scope.
   *
   * @return checked operations
   */
  public Ops ops() {
    return ops;
  }

  /**
   * The operations behind the checks, for decorators: what reaches them must be open, of this
   * session, checked and normalised, as {@link #checked} makes it.
   *
   * @return operations whose results belong to this scope
   */
  public TensorOps unchecked() {
    return kept;
  }

  /**
   * The user's door to decorated operations of this scope.
   *
   * @param decorated a decorator around {@link #unchecked}
   * @return operations that check and normalise what they pass on
   */
  public Ops checked(TensorOps decorated) {
    return new CheckedOps(decorated, region, true);
  }

  /**
   * Opens a scope inside this one, which closes with it at the latest.
   *
   * @return a scope that the caller closes
   * @throws dev.corral.tensor.ClosedException if this scope has closed
   */
  public Scope scope() {
    return region.session().scope(region, profile);
  }

  /**
   * Moves a tensor of this session into this scope, from whichever scope owns it.
   *
   * @param tensor an open tensor
   * @return the same tensor
   * @throws dev.corral.tensor.ClosedException if the tensor or this scope has closed
   * @throws dev.corral.tensor.ForeignTensorException if it belongs to another session
   */
  public Tensor adopt(Tensor tensor) {
    Checks.usable("adopt", tensor, region);
    region.adopt(tensor);
    return tensor;
  }

  /**
   * Moves a tensor into the scope around this one, so that it outlives this one.
   *
   * @param tensor an open tensor
   * @return the same tensor
   * @throws dev.corral.tensor.ScopeException if there is no scope around this one
   */
  public Tensor promote(Tensor tensor) {
    Checks.usable("promote", tensor, region);
    Region parent = region.parent();
    if (parent == null) {
      throw Checks.noEnclosingScope();
    }
    parent.adopt(tensor);
    return tensor;
  }

  /**
   * The session of this scope.
   *
   * @return the session
   */
  public Session session() {
    return region.session();
  }

  /**
   * Whether the scope has closed.
   *
   * @return true after its close, its enclosing scope's or its session's
   */
  public boolean isClosed() {
    return region.isClosed();
  }

  /** Closes the scopes inside this one, then every tensor that belongs to it; idempotent. */
  @Override
  public void close() {
    region.close();
    leakReport.clean();
  }

  /** Says that a scope became unreachable while it was open; it must not refer to the scope. */
  private record LeakReport(Region region) implements Runnable {
    @Override
    public void run() {
      if (!region.isClosed()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "a scope was dropped without close and still owns {0} tensors;"
                + " open scopes in try-with-resources",
            region.tensors());
      }
    }
  }
}
