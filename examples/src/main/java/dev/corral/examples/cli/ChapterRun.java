package dev.corral.examples.cli;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.Attempt;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import java.util.List;

/** Runs experiments one after the other and reports each as soon as it is done. */
final class ChapterRun {
  private final Session session;
  private final Options options;
  private final Report report;
  private final Progress progress;

  ChapterRun(Session session, Options options, Report report, Progress progress) {
    this.session = session;
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  /** Whether every verdict holds. */
  boolean run(List<Experiment> experiments) {
    report.begin(session.backend(), options);
    boolean holds = true;
    for (int i = 0; i < experiments.size(); i++) {
      Experiment experiment = experiments.get(i);
      Result result =
          progress.show(
              experiment.id(),
              i,
              experiments.size(),
              () -> Attempt.at(experiment, session, options));
      report.add(experiment, result);
      holds &= result.holds();
    }
    report.end();
    return holds;
  }
}
