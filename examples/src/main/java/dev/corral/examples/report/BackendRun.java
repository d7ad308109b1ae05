package dev.corral.examples.report;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Session;
import dev.corral.examples.bench.Spread;
import dev.corral.examples.chapter.Attempt;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * The chapter on one backend.
 *
 * @param backend what computed
 * @param sections what came out, in the book's order
 * @param photo the photo under each kernel
 */
record BackendRun(BackendEntry backend, List<Timed> sections, FilteredPhoto photo) {
  /** Of each section on each backend, in turns, since Java compiles what they share. */
  private static final int ROUNDS = 6;

  /** The last rounds, which count: before them, methods and a device's programs are compiled. */
  private static final int WARM = 3;

  private static final double NANOS = 1e9;

  /**
   * A section.
   *
   * @param experiment what was run
   * @param result what came out
   * @param seconds what it took, once warm; a median
   */
  record Timed(Experiment experiment, Result result, double seconds) {}

  /** Runs all on each of some backends. */
  static List<BackendRun> of(
      List<Session> sessions,
      List<Experiment> experiments,
      Options options,
      Photo photo,
      ChapterReport.Progress progress) {
    int all = experiments.size() + sessions.size();
    int done = 0;
    List<List<Timed>> sections = new ArrayList<>();
    for (Experiment experiment : experiments) {
      progress.done(done++, all);
      sections.add(timed(sessions, experiment, options));
    }
    List<BackendRun> runs = new ArrayList<>();
    for (Session session : sessions) {
      progress.done(done++, all);
      int which = runs.size();
      List<Timed> own = sections.stream().map(section -> section.get(which)).toList();
      runs.add(new BackendRun(session.backend(), own, FilteredPhoto.of(session, photo)));
    }
    return runs;
  }

  private static List<Timed> timed(List<Session> sessions, Experiment experiment, Options options) {
    List<List<Double>> seconds = new ArrayList<>();
    sessions.forEach(session -> seconds.add(new ArrayList<>()));
    List<Timed> timed = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      timed.clear();
      for (Session session : sessions) {
        List<Double> own = seconds.get(timed.size());
        long start = System.nanoTime();
        Result result = Attempt.at(experiment, session, options);
        own.add((System.nanoTime() - start) / NANOS);
        double median = Spread.of(own.subList(Math.max(0, round - WARM), round)).median();
        timed.add(new Timed(experiment, result, median));
      }
    }
    return timed;
  }

  double seconds() {
    return sections.stream().mapToDouble(Timed::seconds).sum();
  }

  List<Check> checks() {
    return sections.stream().flatMap(section -> section.result().checks().stream()).toList();
  }

  long holding() {
    return checks().stream().filter(Check::holds).count();
  }
}
