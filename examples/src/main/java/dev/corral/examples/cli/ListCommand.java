package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.examples.chapter.Experiment;
import java.util.Set;
import picocli.CommandLine.Command;

/** Lists the experiments. */
@Command(name = "list", description = "Lists the experiments, with the sections they compute.")
final class ListCommand implements Subcommand {
  private final Set<Experiment> experiments;
  private final Terminal terminal;

  @Inject
  ListCommand(Set<Experiment> experiments, Terminal terminal) {
    this.experiments = experiments;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    for (Experiment experiment : experiments) {
      // The Chinese title last: its characters have another width.
      terminal
          .out()
          .printf(
              "%-18s  %-52s  %s%n",
              experiment.id(), experiment.section().english(), experiment.section().chinese());
    }
    return ExitCode.HOLDS;
  }
}
