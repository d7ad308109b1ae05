package dev.corral.examples.cli;

import dev.corral.backend.BackendEntry;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The console's view: sections under headings, expected values beside those that came out. */
final class TextReport implements Report {
  private static final String RULE = "─".repeat(ItemLayout.WIDTH);

  private final PrintWriter out;
  private final Styles styles;
  private final List<String> failures = new ArrayList<>();
  private String backend = "";
  private int verdicts;

  TextReport(Terminal terminal) {
    this.out = terminal.out();
    this.styles = new Styles(terminal.ansi());
  }

  @Override
  public void begin(BackendEntry entry, Options options) {
    backend = entry.id();
    out.println("Corral " + Version.ofProgram() + " on " + backend + ": " + entry.device());
  }

  @Override
  public void add(Experiment experiment, Result result) {
    String title = experiment.section().chinese() + " · " + experiment.section().english();
    out.println();
    out.println();
    out.println(styles.bold(title) + "  (" + experiment.id() + ")");
    out.println(RULE);
    ItemLayout.lines(result.items(), styles).forEach(out::println);
    verdicts += result.checks().size();
    result.checks().stream()
        .filter(check -> !check.holds())
        .forEach(check -> failures.add(experiment.id() + ": " + check.claim()));
  }

  @Override
  public void end() {
    out.println();
    out.println(RULE);
    if (failures.isEmpty()) {
      out.println(styles.mark(true) + " " + verdicts + " verdicts, all hold on " + backend);
    } else {
      out.println(failures.size() + " of " + verdicts + " verdicts do not hold on " + backend);
      failures.forEach(failure -> out.println("  " + styles.mark(false) + " " + failure));
    }
  }
}
