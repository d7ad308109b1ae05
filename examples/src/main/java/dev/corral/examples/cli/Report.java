package dev.corral.examples.cli;

import dev.corral.backend.BackendEntry;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;

/** A way to show what a run found. */
interface Report {
  /** Before the first experiment. */
  void begin(BackendEntry backend, Options options);

  /** After an experiment. */
  void add(Experiment experiment, Result result);

  /** After the last. */
  void end();
}
