package dev.corral.examples.report;

import dev.corral.backend.BackendEntry;
import dev.corral.examples.report.BackendRun.Timed;
import dev.corral.examples.report.Chart.Dots;
import dev.corral.examples.report.Chart.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The backends side by side.
 *
 * @param first the one that the others are compared with
 * @param rows one a backend that computed
 * @param absent those that did not, with the reason
 * @param chart the times of the sections
 * @param columns the backends' names
 * @param sections one a section
 */
record BackendViews(
    String first,
    List<Row> rows,
    List<Absent> absent,
    Chart chart,
    List<String> columns,
    List<SectionRow> sections) {
  private static final double MILLIS = 1e3;

  /** A backend that computed. */
  record Row(
      String name,
      String device,
      String css,
      String mark,
      String verdict,
      String time,
      String difference,
      String levels) {}

  /** A backend that did not. */
  record Absent(String name, String reason) {}

  /** A section: a time, and from the second on a difference, for each backend. */
  record SectionRow(String id, String title, List<Cell> cells) {}

  /** What a backend took, and how far its results are from the first's. */
  record Cell(String time, String difference) {}

  static BackendViews of(List<BackendRun> runs, List<Absent> absent) {
    BackendRun first = runs.get(0);
    return new BackendViews(
        first.backend().id(),
        IntStream.range(0, runs.size()).mapToObj(i -> row(runs.get(i), first, i > 0)).toList(),
        absent,
        chart(runs),
        runs.stream().map(run -> run.backend().id()).toList(),
        sections(runs));
  }

  static Absent absent(BackendEntry entry, String reason) {
    return new Absent(entry.id(), reason);
  }

  private static Row row(BackendRun run, BackendRun first, boolean compared) {
    int checks = run.checks().size();
    boolean holds = run.holding() == checks;
    return new Row(
        run.backend().id(),
        run.backend().device(),
        holds ? "holds" : "fails",
        holds ? "✓" : "✗",
        run.holding() + " of " + checks,
        millis(run.seconds()),
        compared ? largest(run, first) : "",
        compared ? levels(run.photo().largestDifference(first.photo())) : "");
  }

  private static String largest(BackendRun run, BackendRun first) {
    double largest = 0;
    for (int i = 0; i < run.sections().size(); i++) {
      OptionalDouble difference = difference(run.sections().get(i), first.sections().get(i));
      if (difference.isEmpty()) {
        return written(difference);
      }
      largest = Math.max(largest, difference.getAsDouble());
    }
    return written(OptionalDouble.of(largest));
  }

  private static OptionalDouble difference(Timed a, Timed b) {
    return Numbers.largestDifference(a.result(), b.result());
  }

  private static List<SectionRow> sections(List<BackendRun> runs) {
    List<Timed> firsts = runs.get(0).sections();
    List<SectionRow> rows = new ArrayList<>();
    for (int i = 0; i < firsts.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      for (BackendRun run : runs) {
        Timed section = run.sections().get(i);
        String difference = cells.isEmpty() ? "" : written(difference(section, firsts.get(i)));
        cells.add(new Cell(millis(section.seconds()), difference));
      }
      rows.add(
          new SectionRow(
              firsts.get(i).experiment().id(),
              firsts.get(i).experiment().section().english(),
              cells));
    }
    return rows;
  }

  private static Chart chart(List<BackendRun> runs) {
    List<Marks> marks =
        runs.stream()
            .map(
                run ->
                    new Marks(
                        run.backend().id(),
                        run.sections().stream()
                            .map(section -> section.seconds() * MILLIS)
                            .toList()))
            .toList();
    List<String> rows =
        runs.get(0).sections().stream().map(section -> section.experiment().id()).toList();
    return new Chart(
        "What each section takes",
        "Milliseconds for each section on each backend, on a logarithmic scale; the table below has"
            + " the figures",
        new Dots("milliseconds", rows, marks));
  }

  private static String millis(double seconds) {
    double millis = seconds * MILLIS;
    String format = millis < 1 ? "%.2f ms" : millis < 10 ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, format, millis);
  }

  private static String written(OptionalDouble difference) {
    if (difference.isEmpty()) {
      return "other results";
    }
    return difference.getAsDouble() == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1e", difference.getAsDouble());
  }

  private static String levels(OptionalInt levels) {
    if (levels.isEmpty()) {
      return "failed";
    }
    return levels.getAsInt() == 0 ? "none" : levels.getAsInt() + " of 255";
  }
}
