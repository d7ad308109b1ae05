package dev.corral.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.spi.BackendProvider;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Binds the session on the selected backend, to be injected where it is needed:
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new CorralModule());
 * try (SessionOwner owner = injector.getInstance(SessionOwner.class)) {
 *   injector.getInstance(MyApplication.class).run();
 * }
 * }</pre>
 *
 * <p>It binds {@link Session}, one an injector, opened when it is first asked for and not before,
 * in {@code Stage.PRODUCTION} neither; {@link SessionOwner}, which closes it; and {@link Backends},
 * the choice that was made from. A module that has a backend of its own adds it to the choice with
 * {@code Multibinder.newSetBinder(binder(), BackendProvider.class).addBinding()}.
 *
 * <p>Where a session does not open, Guice wraps the reason, as a {@link
 * dev.corral.tensor.NoBackendException}, in its {@code ProvisionException}; {@link
 * SessionOwner#session} throws it bare.
 */
public final class CorralModule extends AbstractModule {
  private final Supplier<Backends> found;
  private final Function<Backends, Session> selection;

  /** The backend that {@link Backends#open()} selects among those on the class path. */
  public CorralModule() {
    this(Backends::discover, Backends::open);
  }

  private CorralModule(Supplier<Backends> found, Function<Backends, Session> selection) {
    this.found = found;
    this.selection = selection;
  }

  /**
   * The same wiring for a backend by name.
   *
   * @param id the backend's name, as {@code cpu-naive}
   * @return a module
   */
  public CorralModule select(String id) {
    return new CorralModule(found, backends -> backends.open(id));
  }

  /**
   * The same wiring with another choice in the place of what is on the class path.
   *
   * @param backends the choice, to which bound providers are added
   * @return a module
   */
  public CorralModule among(Backends backends) {
    return new CorralModule(() -> backends, selection);
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), BackendProvider.class);
    Provider<Set<BackendProvider>> bound = getProvider(Key.get(new TypeLiteral<>() {}));
    SessionOwner owner =
        new SessionOwner(
            () -> found.get().with(bound.get().toArray(BackendProvider[]::new)), selection);
    Provider<Session> session = owner::session;
    Provider<Backends> backends = owner::backends;
    bind(SessionOwner.class).toInstance(owner);
    bind(Session.class).toProvider(session);
    bind(Backends.class).toProvider(backends);
  }
}
