package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.conformance.CaseResult;
import dev.corral.conformance.Conformance;
import dev.corral.conformance.ConformanceReport;
import dev.corral.conformance.KitOptions;
import dev.corral.conformance.fuzz.FuzzReport;
import dev.corral.conformance.fuzz.Fuzzer;
import dev.corral.examples.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Proves a backend by the kit's rules and, if asked, by random programs. */
@Command(
    name = "conformance",
    description = {
      "Proves a backend by the numbered rules that all backends keep, on this machine's devices.",
      ""
    },
    exitCodeList = {
      "0:every case holds",
      "1:a case fails, or the report cannot be saved",
      "2:the command line is wrong",
      "3:no backend, or not the one that was named"
    },
    footer = {
      "  corral conformance                              the quick part, in seconds",
      "  corral conformance --backend opencl:family=gpu --full --fuzz 1000",
      "  corral conformance --rule ops.481               one rule",
      "  corral conformance --plugin mine.jar --backend mine --save mine.json"
    })
final class ConformanceCommand implements Subcommand {
  private final SelectedBackend selected;
  private final Terminal terminal;
  private final Progress progress;

  @Option(
      names = "--backend",
      paramLabel = "ID[:NAME=VALUE,…]",
      description =
          "The backend to prove, with settings of its own; by default the best that is available.")
  private @Nullable BackendChoice backend;

  @Option(
      names = "--rule",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "Run only the cases of a rule, as ops.481, or of several, as ops.")
  private String rule = "";

  @Option(names = "--full", description = "Run many more sizes, and large tensors: minutes.")
  private boolean full;

  @Option(
      names = "--fuzz",
      paramLabel = "N",
      description = "Then run so many random programs, and compare every result and gradient.")
  private int programs;

  @Option(
      names = "--against",
      paramLabel = "ID[:NAME=VALUE,…]",
      description =
          "Compare the random programs with this backend; by default with the float64 reference.")
  private @Nullable BackendChoice other;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The seed of random values and programs; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(names = "--json", description = "Print the report as one JSON document.")
  private boolean json;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Write the JSON document, which has device, versions, seed and every case, to a file:"
              + " what to attach to a bug's report.")
  private @Nullable Path file;

  @Inject
  ConformanceCommand(SelectedBackend selected, Terminal terminal) {
    this.selected = selected;
    this.terminal = terminal;
    this.progress = new Progress(terminal);
  }

  @Override
  public Integer call() {
    if (programs < 0) {
      throw new TypeConversionException("--fuzz is " + programs + "; expected 0 or more programs");
    }
    return selected.choose(backend == null ? null : backend.id(), this::prove);
  }

  private int prove(Backends backends, BackendEntry entry) {
    Map<String, String> settings = backend == null ? Map.of() : backend.settings();
    // Settings that it refuses are to be said once, not by every case.
    backends.open(entry.id(), settings).close();
    KitOptions options =
        new KitOptions(settings, seed, full ? KitOptions.Size.FULL : KitOptions.Size.QUICK);
    ConformanceReport kit = runCases(backends, entry, options);
    if (kit.results().isEmpty()) {
      throw new TypeConversionException(
          "no case begins with \""
              + rule
              + "\"; expected a rule's number, as ops.481, or its"
              + " beginning, as ops");
    }
    Proof proof = new Proof(kit, programs == 0 ? null : runPrograms(backends, entry, settings));
    print(proof);
    boolean saved = file == null || save(proof, file);
    return saved && proof.holds() ? ExitCode.HOLDS : ExitCode.FAILS;
  }

  private ConformanceReport runCases(Backends backends, BackendEntry entry, KitOptions options) {
    return progress.follow(
        "cases",
        steps ->
            Conformance.run(
                backends.provider(entry.id()),
                options,
                Conformance.startingWith(rule),
                new Conformance.Listener() {
                  private int all;
                  private int done;

                  @Override
                  public void begins(int cases) {
                    all = cases;
                  }

                  @Override
                  public void ran(CaseResult result) {
                    steps.done(++done, all);
                  }
                }));
  }

  private FuzzReport runPrograms(
      Backends backends, BackendEntry entry, Map<String, String> settings) {
    try (Session session = backends.open(entry.id(), settings)) {
      if (other == null) {
        return run(Fuzzer.againstReference(session));
      }
      try (Session peer = backends.open(other.id(), other.settings())) {
        return run(Fuzzer.between(session, peer));
      }
    }
  }

  private FuzzReport run(Fuzzer fuzzer) {
    return progress.follow(
        "programs",
        steps ->
            fuzzer.run(
                seed,
                programs,
                new Fuzzer.Listener() {
                  @Override
                  public void ran(int index) {
                    steps.done(index + 1, programs);
                  }
                }));
  }

  private void print(Proof proof) {
    if (json) {
      terminal.out().println(proof.json());
      return;
    }
    terminal.out().print(proof.kit());
    FuzzReport fuzz = proof.fuzz();
    if (fuzz != null) {
      terminal.out().println();
      terminal.out().println(fuzz);
    }
    terminal.out().println();
    Styles styles = new Styles(terminal.ansi());
    terminal
        .out()
        .printf(
            "%s %d of %d cases hold on %s%n",
            styles.mark(proof.holds()),
            proof.kit().count(CaseResult.Status.PASSED),
            proof.kit().results().size(),
            proof.kit().backend().id());
  }

  /** Whole, or not at all. */
  private boolean save(Proof proof, Path to) {
    try {
      WholeFile.write(to, whole -> Files.writeString(whole.toPath(), proof.json()));
      return true;
    } catch (IOException failure) {
      terminal.err().println("corral: the report cannot be saved: " + failure);
      return false;
    }
  }
}
