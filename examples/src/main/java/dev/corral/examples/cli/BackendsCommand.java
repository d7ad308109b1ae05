package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.tensor.NoBackendException;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows what discovery found. */
@Command(
    name = "backends",
    description = "Lists every backend that was found, with its device or what is wrong with it.")
final class BackendsCommand implements Subcommand {
  private final Discovery discovery;
  private final Relaunch relaunch;
  private final Terminal terminal;

  @Inject
  BackendsCommand(Discovery discovery, Relaunch relaunch, Terminal terminal) {
    this.discovery = discovery;
    this.relaunch = relaunch;
    this.terminal = terminal;
  }

  /** In the JVM that {@code run} would run in, since a backend's device may depend on it. */
  @Override
  public Integer call() {
    Backends backends = discovery.backends();
    try {
      BackendEntry selected = backends.select();
      return relaunch.orElse(
          List.of(selected), () -> print(backends, "run takes " + selected.id() + "."));
    } catch (NoBackendException none) {
      String reason = none.getMessage().lines().findFirst().orElseThrow();
      return print(backends, "run takes none: " + reason);
    }
  }

  private int print(Backends backends, String selection) {
    terminal.out().println(backends);
    terminal.out().println();
    terminal.out().println(selection);
    return ExitCode.HOLDS;
  }
}
