package dev.corral.examples.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.guice.CorralModule;
import dev.corral.guice.SessionOwner;
import dev.corral.tensor.BackendOpenException;
import dev.corral.tensor.NoBackendException;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Runs a command on one backend, in the JVM that it wants, and says so if that cannot be. */
final class SelectedBackend {
  private final Discovery discovery;
  private final Relaunch relaunch;
  private final Injector injector;
  private final Terminal terminal;

  @Inject
  SelectedBackend(Discovery discovery, Relaunch relaunch, Injector injector, Terminal terminal) {
    this.discovery = discovery;
    this.relaunch = relaunch;
    this.injector = injector;
    this.terminal = terminal;
  }

  /**
   * Runs a command in a session.
   *
   * @param id the backend, or null for the best that is available
   * @param command gives its exit code
   * @return that, or the one for no backend
   */
  int run(@Nullable String id, ToIntFunction<Session> command) {
    return choose(id, (backends, entry) -> run(backends, entry, command));
  }

  private int run(Backends backends, BackendEntry entry, ToIntFunction<Session> command) {
    CorralModule module = new CorralModule().among(backends).select(entry.id());
    try (SessionOwner owner =
        injector.createChildInjector(module).getInstance(SessionOwner.class)) {
      return command.applyAsInt(owner.session());
    }
  }

  /**
   * Runs a command that opens the backend itself.
   *
   * @param id the backend, or null for the best that is available
   * @param command gives its exit code
   * @return that, or the one for no backend
   */
  int choose(@Nullable String id, ToIntBiFunction<Backends, BackendEntry> command) {
    return among(
        backends -> {
          BackendEntry entry = id == null ? backends.select() : backends.select(id);
          return relaunch.orElse(List.of(entry), () -> command.applyAsInt(backends, entry));
        });
  }

  /**
   * Runs a command that chooses backends itself.
   *
   * @param command gives its exit code
   * @return that, or the one for no backend
   */
  int among(ToIntFunction<Backends> command) {
    Backends backends = discovery.backends();
    try {
      return command.applyAsInt(backends);
    } catch (NoBackendException none) {
      terminal.err().println("corral: " + none.getMessage());
      return ExitCode.NO_BACKEND;
    } catch (BackendOpenException refusal) {
      terminal.err().println("corral: " + refusal.getMessage());
      terminal.err().println(backends);
      return ExitCode.NO_BACKEND;
    }
  }
}
