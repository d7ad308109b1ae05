package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.examples.bench.BackendContestant;
import dev.corral.examples.bench.Benchmark;
import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.JsonResults;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Protocol;
import dev.corral.examples.bench.Results;
import dev.corral.examples.bench.Rivals;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TextResults;
import dev.corral.examples.bench.Workload;
import dev.corral.examples.bench.Workloads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures backends. */
@Command(
    name = "bench",
    description = {
      "Measures how fast backends are, beside each other and the machine's ceilings.",
      "Takes a few minutes, undisturbed ones if the figures shall mean something."
    })
final class BenchCommand implements Subcommand {
  /** The textbook loops, which everything else is compared with. */
  private static final List<String> REFERENCES = List.of("cpu-naive");

  private static final String ALL = "all";

  private final Converters converters;
  private final SelectedBackend selected;
  private final Relaunch relaunch;
  private final Rivals rivals;
  private final Terminal terminal;

  @Option(
      names = "--backend",
      paramLabel = "ID[:NAME=VALUE,…]",
      description =
          "A backend to measure, with settings of its own; all that are available by default. May"
              + " be repeated.")
  private List<BackendChoice> chosen = new ArrayList<>();

  @Option(
      names = "--shapes",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description =
          "What to compute, as the table's first column names it, or \"all\", the default.")
  private List<String> shapes = new ArrayList<>();

  @Option(
      names = "--pass",
      paramLabel = "NAME",
      description =
          "Measure one pass only: forward, or step, the result and both gradients; both by default.")
  private List<Pass> passes = new ArrayList<>();

  @Option(
      names = "--transfers",
      description =
          "Measure each backend again with all inputs copied to its device and all results back.")
  private boolean transfers;

  @Option(
      names = "--quick",
      description = "Measure less often, and by default without the biggest shapes.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Inject
  BenchCommand(
      Converters converters,
      SelectedBackend selected,
      Relaunch relaunch,
      Rivals rivals,
      Terminal terminal) {
    this.converters = converters;
    this.selected = selected;
    this.relaunch = relaunch;
    this.rivals = rivals;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Task> tasks = tasks();
    return selected.among(
        backends -> {
          List<BackendChoice> wanted = chosen.isEmpty() ? available(backends) : chosen;
          return relaunch.orElse(entries(backends, wanted), () -> measure(tasks, backends, wanted));
        });
  }

  private List<Task> tasks() {
    List<Workload> workloads =
        shapes.isEmpty() || shapes.contains(ALL)
            ? (quick ? Workloads.QUICK : Workloads.ALL)
            : shapes.stream().map(converters::workload).toList();
    return Task.of(workloads, passes.isEmpty() ? List.of(Pass.values()) : passes);
  }

  /** All that are, the best first; if there is none, the error of choosing one. */
  private static List<BackendChoice> available(Backends backends) {
    backends.select();
    return backends.entries().stream()
        .filter(entry -> entry.state() == BackendEntry.State.AVAILABLE)
        .map(entry -> BackendChoice.parse(entry.id()))
        .toList();
  }

  private static List<BackendEntry> entries(Backends backends, List<BackendChoice> wanted) {
    return wanted.stream().map(choice -> backends.select(choice.id())).toList();
  }

  private int measure(List<Task> tasks, Backends backends, List<BackendChoice> wanted) {
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (BackendChoice choice : new LinkedHashSet<>(wanted)) {
        enter(backends, choice, contestants);
      }
      List<Contestant> others = rivals.contestants();
      contestants.addAll(others);
      List<String> references = new ArrayList<>(REFERENCES);
      others.forEach(other -> references.add(other.name()));
      Protocol protocol = quick ? Protocol.QUICK : Protocol.FULL;
      Progress progress = new Progress(terminal);
      Benchmark benchmark = new Benchmark(protocol, progress::show);
      print(benchmark.run(tasks, contestants, rivals.programs()), references);
      return ExitCode.HOLDS;
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private void enter(Backends backends, BackendChoice choice, Collection<Contestant> contestants) {
    String name = choice.text();
    contestants.add(
        BackendContestant.resident(name, backends.open(choice.id(), choice.settings())));
    if (transfers) {
      contestants.add(
          BackendContestant.withTransfers(
              name + "+copies", backends.open(choice.id(), choice.settings())));
    }
  }

  private void print(Results results, List<String> references) {
    if (json) {
      terminal.out().println(new JsonResults(results, references).document());
    } else {
      terminal.out().println("Corral " + Version.ofProgram() + " on Java " + Runtime.version());
      new TextResults(results, references).lines().forEach(terminal.out()::println);
    }
  }
}
