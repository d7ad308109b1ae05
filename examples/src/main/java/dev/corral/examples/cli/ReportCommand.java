package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.edition.Editions;
import dev.corral.examples.image.PictureException;
import dev.corral.examples.report.ChapterReport;
import dev.corral.examples.report.Photo;
import dev.corral.tensor.BackendOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes the chapter as a page. */
@Command(
    name = "report",
    description = {
      "Runs the chapter on every available backend and writes one page of HTML, DIR/index.html, with"
          + " everything that came out as pictures.",
      "",
      "The page needs no network and no other file.",
      ""
    },
    exitCodeList = {
      "0:every verdict holds on every backend",
      "1:a verdict does not hold, or the photo cannot be read or the page not written",
      "2:the command line is wrong",
      "3:no backend, or not the one that was named"
    },
    footer = {
      "  corral report chapter",
      "  corral report chapter --photo photo.jpg --backend cpu --backend opencl"
    })
final class ReportCommand implements Subcommand {
  private final Set<Experiment> experiments;
  private final SelectedBackend selected;
  private final Relaunch relaunch;
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      description =
          "The page's folder; made if it does not exist. A page that is there is replaced.")
  private Path folder = Path.of("");

  @Option(
      names = "--photo",
      paramLabel = "FILE",
      description =
          "A picture (PNG, JPEG, GIF, BMP or TIFF) to try kernels on; a drawing by default. The page"
              + " carries it, made small.")
  private @Nullable Path photo;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description =
          "A backend to run on, the first of which is the one that is shown; all that are available"
              + " by default. May be repeated.")
  private List<String> chosen = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of random starting values; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Inject
  ReportCommand(
      Set<Experiment> experiments, SelectedBackend selected, Relaunch relaunch, Terminal terminal) {
    this.experiments = experiments;
    this.selected = selected;
    this.relaunch = relaunch;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new TypeConversionException(
          "DIR, " + folder + ", is a file; expected a folder, into which index.html goes");
    }
    return selected.among(
        backends -> {
          List<BackendEntry> wanted = wanted(backends);
          return relaunch.orElse(wanted, () -> report(backends, wanted));
        });
  }

  /** Those that were named, or all that are available, the one that {@code run} takes first. */
  private List<BackendEntry> wanted(Backends backends) {
    if (!chosen.isEmpty()) {
      return chosen.stream().distinct().map(backends::select).toList();
    }
    Set<BackendEntry> all = new LinkedHashSet<>();
    all.add(backends.select());
    backends.entries().stream()
        .filter(entry -> entry.state() == BackendEntry.State.AVAILABLE)
        .forEach(all::add);
    return List.copyOf(all);
  }

  private int report(Backends backends, List<BackendEntry> wanted) {
    try {
      Photo picture = photo == null ? Photo.drawn() : Photo.read(photo);
      ChapterReport report =
          new ChapterReport(List.copyOf(experiments), new Options(seed, Editions.ALL), picture);
      compute(backends, wanted, report);
      Path page = report.write(folder, Version.ofProgram());
      terminal
          .out()
          .printf("%s  %d of %d verdicts hold%n", page, report.holding(), report.verdicts());
      return report.holds() ? ExitCode.HOLDS : ExitCode.FAILS;
    } catch (PictureException unreadable) {
      terminal.err().println("corral: " + unreadable.getMessage());
    } catch (IOException failure) {
      terminal.err().println("corral: the page cannot be written to " + folder + ": " + failure);
    }
    return ExitCode.FAILS;
  }

  private void compute(Backends backends, List<BackendEntry> wanted, ChapterReport report) {
    List<Session> sessions = new ArrayList<>();
    try {
      wanted.forEach(entry -> open(backends, entry, sessions, report));
      new Progress(terminal)
          .follow(
              "report",
              steps -> {
                report.compute(sessions, steps::done);
                return sessions;
              });
    } finally {
      sessions.forEach(Session::close);
    }
    if (chosen.isEmpty()) {
      backends.entries().stream()
          .filter(entry -> entry.state() != BackendEntry.State.AVAILABLE)
          .forEach(entry -> report.leaveOut(entry, entry.reason() + " " + entry.remedy()));
    }
  }

  /**
   * One that does not open is an error if it was named or is the best, or else a line of the page.
   */
  private void open(
      Backends backends, BackendEntry entry, List<Session> sessions, ChapterReport report) {
    try {
      sessions.add(backends.open(entry.id()));
    } catch (BackendOpenException refusal) {
      if (!chosen.isEmpty() || sessions.isEmpty()) {
        throw refusal;
      }
      report.leaveOut(entry, String.valueOf(refusal.getMessage()));
    }
  }
}
