package dev.corral.examples.cli;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import java.util.List;

/** Runs experiments one after the other and reports each as soon as it is done. */
final class ChapterRun {
  private static final System.Logger LOG = System.getLogger(ChapterRun.class.getName());

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
          progress.show(experiment.id(), i, experiments.size(), () -> result(experiment));
      report.add(experiment, result);
      holds &= result.holds();
    }
    report.end();
    return holds;
  }

  /** A backend's failure is a verdict on it; it costs one experiment and not the others. */
  private Result result(Experiment experiment) {
    try {
      return experiment.run(session, options);
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.DEBUG, experiment.id(), failure);
      return new Result(
          List.of(
              new Check(
                  "the experiment runs", Source.THEORY, "no error", failure.toString(), false)));
    }
  }
}
