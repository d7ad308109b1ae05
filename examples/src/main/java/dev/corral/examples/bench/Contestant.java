package dev.corral.examples.bench;

import java.util.Optional;

/** Somebody who computes tasks and is timed. */
public interface Contestant extends AutoCloseable {
  /** What tables call it; no other contestant has this name. */
  String name();

  /** What it runs on. */
  String description();

  /**
   * Makes ready to compute a task: what is done here is not timed.
   *
   * @return a job, or nothing if it cannot do such a task
   */
  Optional<TaskJob> prepare(Task task);

  @Override
  void close();
}
