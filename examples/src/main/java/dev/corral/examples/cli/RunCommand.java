package dev.corral.examples.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Editions;
import dev.corral.guice.CorralModule;
import dev.corral.guice.SessionOwner;
import dev.corral.tensor.BackendOpenException;
import dev.corral.tensor.NoBackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs experiments on the selected backend and prints what came out. */
@Command(
    name = "run",
    description = "Runs experiments, and prints what the book prints beside what came out.")
final class RunCommand implements Callable<Integer> {
  private final Set<Experiment> experiments;
  private final Converters converters;
  private final Discovery discovery;
  private final Relaunch relaunch;
  private final Injector injector;
  private final Terminal terminal;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..*",
      description = "The experiments to run, as \"corral list\" names them; all by default.")
  private List<String> chosen = new ArrayList<>();

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "The backend to run on; by default the best that is available.")
  private @Nullable String backend;

  @Option(
      names = "--edition",
      paramLabel = "NAME",
      description =
          "Follow one edition of the book: mxnet, pytorch, tensorflow or paddle; all by default."
              + " May be repeated.")
  private List<Edition> editions = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of random starting values; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Inject
  RunCommand(
      Set<Experiment> experiments,
      Converters converters,
      Discovery discovery,
      Relaunch relaunch,
      Injector injector,
      Terminal terminal) {
    this.experiments = experiments;
    this.converters = converters;
    this.discovery = discovery;
    this.relaunch = relaunch;
    this.injector = injector;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Experiment> wanted = wanted();
    Backends backends = discovery.backends();
    try {
      BackendEntry entry = backend == null ? backends.select() : backends.select(backend);
      return relaunch.orElse(entry.jvmFlags(), () -> run(wanted, backends, entry));
    } catch (NoBackendException none) {
      terminal.err().println("corral: " + none.getMessage());
      return ExitCode.NO_BACKEND;
    } catch (BackendOpenException refusal) {
      terminal.err().println("corral: " + refusal.getMessage());
      terminal.err().println(backends);
      return ExitCode.NO_BACKEND;
    }
  }

  private List<Experiment> wanted() {
    return chosen.isEmpty()
        ? List.copyOf(experiments)
        : chosen.stream().map(converters::experiment).toList();
  }

  private int run(List<Experiment> wanted, Backends backends, BackendEntry entry) {
    CorralModule module = new CorralModule().among(backends).select(entry.id());
    try (SessionOwner owner =
        injector.createChildInjector(module).getInstance(SessionOwner.class)) {
      Session session = owner.session();
      Options options = new Options(seed, editions.isEmpty() ? Editions.ALL : editions);
      Report report = json ? new JsonReport(terminal) : new TextReport(terminal);
      boolean holds = new ChapterRun(session, options, report, new Progress(terminal)).run(wanted);
      return holds ? ExitCode.HOLDS : ExitCode.FAILS;
    }
  }
}
