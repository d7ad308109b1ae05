package dev.corral.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Times contestants at a task, in turns, so that what disturbs the machine disturbs all alike. */
final class Contest {
  private final Protocol protocol;
  private final Clock clock;

  Contest(Protocol protocol, Clock clock) {
    this.protocol = protocol;
    this.clock = clock;
  }

  /** Runs a task for a moment on all, so that later tasks meet a compiler that has seen it. */
  void preheat(Task task, List<Contestant> contestants) {
    for (Contestant contestant : contestants) {
      prepare(task, contestant)
          .ifPresent(
              entrant -> {
                entrant.warmUp(protocol.preheat());
                entrant.close();
              });
    }
  }

  /** Measures all that can do the task. */
  TaskResult run(Task task, List<Contestant> contestants) {
    List<Entrant> entrants = new ArrayList<>();
    try {
      contestants.forEach(contestant -> prepare(task, contestant).ifPresent(entrants::add));
      for (Entrant entrant : entrants) {
        entrant.warmUp(protocol.warmUp());
        entrant.plan(protocol);
        clock.pause(protocol.pause());
      }
      for (int round = 0; round < protocol.rounds(); round++) {
        for (int i = 0; i < entrants.size(); i++) {
          entrants.get((round + i) % entrants.size()).round(round);
          clock.pause(protocol.pause());
        }
      }
      return new TaskResult(task, entrants.stream().map(Entrant::timing).toList());
    } finally {
      entrants.forEach(Entrant::close);
    }
  }

  /** One that cannot even prepare enters with a job that fails as it did. */
  private Optional<Entrant> prepare(Task task, Contestant contestant) {
    Optional<Job> job;
    try {
      job = contestant.prepare(task);
    } catch (RuntimeException | LinkageError problem) {
      job = Optional.of(new FailedJob(problem));
    }
    return job.map(ready -> new Entrant(contestant.name(), ready, clock));
  }

  private record FailedJob(Throwable problem) implements Job {
    @Override
    public void run(int calls) {
      throw new IllegalStateException("cannot prepare: " + problem.getMessage(), problem);
    }

    @Override
    public float[] result() {
      throw new IllegalStateException("cannot prepare: " + problem.getMessage(), problem);
    }

    @Override
    public void close() {}
  }
}
