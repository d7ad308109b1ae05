package dev.corral.examples.cli;

import dev.corral.examples.image.PictureException;
import dev.corral.examples.image.PictureFiles;
import dev.corral.examples.image.PictureFilter;
import dev.corral.examples.image.PictureFilter.Summary;
import dev.corral.tensor.CorralException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters pictures one after the other; what fails is named at the end and costs no other. */
final class FilterRun {
  private static final System.Logger LOG = System.getLogger(FilterRun.class.getName());

  private final PictureFilter filter;
  private final String backend;
  private final Terminal terminal;
  private final Progress progress;

  FilterRun(PictureFilter filter, String backend, Terminal terminal) {
    this.filter = filter;
    this.backend = backend;
    this.terminal = terminal;
    this.progress = new Progress(terminal);
  }

  /** Filters the pictures of a folder into another one. */
  int runFolder(Path in, Path out) {
    try {
      Map<Path, Path> pictures = PictureFiles.in(in, out);
      if (pictures.isEmpty()) {
        terminal.err().println("corral: there is no picture in " + in);
        return ExitCode.FAILS;
      }
      Files.createDirectories(out);
      return run(pictures);
    } catch (PictureException unreadable) {
      terminal.err().println("corral: " + unreadable.getMessage());
      return ExitCode.FAILS;
    } catch (IOException failure) {
      terminal.err().println("corral: the folder " + out + " cannot be made: " + failure);
      return ExitCode.FAILS;
    }
  }

  /** Filters pictures, each to its place. */
  int run(Map<Path, Path> results) {
    List<String> failures = new ArrayList<>();
    results.forEach((picture, result) -> filter(picture, result, failures));
    if (!failures.isEmpty() && results.size() > 1) {
      terminal
          .err()
          .println("corral: " + failures.size() + " of " + results.size() + " pictures failed:");
    }
    failures.forEach(failure -> terminal.err().println("corral: " + failure));
    return failures.isEmpty() ? ExitCode.HOLDS : ExitCode.FAILS;
  }

  private void filter(Path picture, Path result, List<String> failures) {
    try {
      Summary summary =
          progress.follow(
              picture.getFileName().toString(),
              report -> filter.filter(picture, result, report::done));
      terminal
          .out()
          .printf("%s  %d × %d on %s%n", result, summary.width(), summary.height(), backend);
      for (String warning : summary.warnings()) {
        terminal.err().println("corral: " + picture + " is odd: " + warning);
      }
    } catch (CorralException failure) {
      LOG.log(System.Logger.Level.DEBUG, picture::toString, failure);
      failures.add(failure.getMessage());
    }
  }
}
