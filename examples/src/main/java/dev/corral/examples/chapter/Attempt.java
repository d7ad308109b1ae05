package dev.corral.examples.chapter;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Source;
import java.util.List;

/** Runs an experiment on a backend that may fail at it. */
public final class Attempt {
  private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

  private Attempt() {}

  /**
   * Runs an experiment. A backend's failure is a verdict on it; it costs one experiment and not the
   * others.
   *
   * @param experiment what to run
   * @param session the backend that computes
   * @param options as of {@link Experiment#run}
   * @return what came out, or one check that does not hold
   */
  public static Result at(Experiment experiment, Session session, Options options) {
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
