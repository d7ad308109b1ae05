package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Editions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs experiments on the selected backend and prints what came out. */
@Command(
    name = "run",
    description = "Runs experiments, and prints what the book prints beside what came out.")
final class RunCommand implements Subcommand {
  private final Set<Experiment> experiments;
  private final Converters converters;
  private final SelectedBackend selected;
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
      SelectedBackend selected,
      Terminal terminal) {
    this.experiments = experiments;
    this.converters = converters;
    this.selected = selected;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Experiment> wanted = wanted();
    return selected.run(backend, session -> run(wanted, session));
  }

  private List<Experiment> wanted() {
    return chosen.isEmpty()
        ? List.copyOf(experiments)
        : chosen.stream().map(converters::experiment).toList();
  }

  private int run(List<Experiment> wanted, Session session) {
    Options options = new Options(seed, editions.isEmpty() ? Editions.ALL : editions);
    Report report = json ? new JsonReport(terminal) : new TextReport(terminal);
    boolean holds = new ChapterRun(session, options, report, new Progress(terminal)).run(wanted);
    return holds ? ExitCode.HOLDS : ExitCode.FAILS;
  }
}
