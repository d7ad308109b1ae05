package dev.corral.examples.report;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.io.WholeFile;
import dev.corral.examples.report.BackendViews.Absent;
import dev.corral.examples.report.PageView.PhotoView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Computes the chapter on some backends and writes what came out as a page. */
public final class ChapterReport {
  /** The page's name in its folder. */
  public static final String PAGE = "index.html";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final List<Experiment> experiments;
  private final Options options;
  private final Photo photo;
  private final List<BackendRun> runs = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  /**
   * A report of nothing yet.
   *
   * @param experiments what to compute, in this order
   * @param options the seed of random numbers and the editions to show
   * @param photo what to try kernels on
   */
  public ChapterReport(List<Experiment> experiments, Options options, Photo photo) {
    this.experiments = List.copyOf(experiments);
    this.options = options;
    this.photo = photo;
  }

  /** Is told how far a backend is. */
  public interface Progress {
    /**
     * Some steps are done.
     *
     * @param steps how many
     * @param all how many there are
     */
    void done(int steps, int all);
  }

  /**
   * Computes everything on some backends. The first one's results are shown, and the others are
   * compared with them.
   *
   * @param sessions what computes, one or more
   * @param progress is told after each section
   */
  public void compute(List<Session> sessions, Progress progress) {
    runs.addAll(BackendRun.of(sessions, experiments, options, photo, progress));
  }

  /**
   * Names a backend that cannot compute.
   *
   * @param backend which
   * @param reason why
   */
  public void leaveOut(BackendEntry backend, String reason) {
    absent.add(BackendViews.absent(backend, reason));
  }

  /**
   * The verdict.
   *
   * @return whether every check holds on every backend that computed
   */
  public boolean holds() {
    return holding() == verdicts();
  }

  /**
   * How much was checked.
   *
   * @return checks, over all backends
   */
  public long verdicts() {
    return runs.stream().mapToLong(run -> run.checks().size()).sum();
  }

  /**
   * How much was right.
   *
   * @return checks that hold, over all backends
   */
  public long holding() {
    return runs.stream().mapToLong(BackendRun::holding).sum();
  }

  /**
   * Writes the page, after something was computed.
   *
   * @param folder the page's, made if it is not there
   * @param version the program's
   * @return the page, which appears complete or not at all
   * @throws IOException if it cannot be written
   */
  public Path write(Path folder, String version) throws IOException {
    String html = Templates.render("page", view(version));
    Files.createDirectories(folder);
    Path page = folder.resolve(PAGE);
    WholeFile.write(page, file -> Files.writeString(file.toPath(), html));
    return page;
  }

  private PageView view(String version) {
    if (runs.isEmpty()) {
      throw new IllegalStateException("no backend has computed; expected one; call compute first");
    }
    BackendRun shown = runs.get(0);
    return new PageView(
        version,
        MINUTE.format(ZonedDateTime.now(ZoneId.systemDefault())) + ", Java " + Runtime.version(),
        shown.backend().id(),
        shown.backend().device(),
        holds() ? "holds" : "fails",
        holding() + " of " + verdicts(),
        runs.size(),
        styles(),
        Templates.text("echarts.common.min.js"),
        Templates.text("page.js"),
        PageView.legendClasses(),
        shown.sections().stream().map(section -> SectionView.of(section, photo)).toList(),
        PhotoView.of(photo, shown.photo()),
        BackendViews.of(runs, absent));
  }

  /** Dark where the reader chose it, or else where the system did and the reader did not. */
  private static String styles() {
    return Templates.text("page.css")
        + Palette.LIGHT.css(":root")
        + "@media (prefers-color-scheme: dark) {\n"
        + Palette.DARK.css(":root:not([data-theme=light])")
        + "}\n"
        + Palette.DARK.css(":root[data-theme=dark]");
  }
}
