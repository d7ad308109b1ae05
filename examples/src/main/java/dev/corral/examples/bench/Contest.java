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
      try (Entrant entrant = new Entrant(contestant.name(), clock)) {
        if (entrant.prepare(() -> contestant.prepare(task))) {
          entrant.warmUp(protocol.preheat(), protocol.preheat());
        }
      }
    }
  }

  /** Measures all that can do the task, once their results are the same. */
  TaskResult run(Task task, List<Contestant> contestants) {
    List<Entrant> entrants = new ArrayList<>();
    try {
      for (Contestant contestant : contestants) {
        Entrant entrant = new Entrant(contestant.name(), clock);
        if (entrant.prepare(() -> contestant.prepare(task))) {
          entrants.add(entrant);
        }
      }
      for (Entrant entrant : entrants) {
        entrant.agreeWith(entrants.get(0));
      }
      return new TaskResult(task, inTurns(entrants));
    } finally {
      entrants.forEach(Entrant::close);
    }
  }

  /** Measures from their start to their answer. */
  List<Timing> run(List<Program> programs) {
    List<Entrant> entrants = new ArrayList<>();
    try {
      for (Program program : programs) {
        Entrant entrant = new Entrant(program.name(), clock);
        entrant.prepare(() -> Optional.of(program.job()));
        entrants.add(entrant);
      }
      return inTurns(entrants);
    } finally {
      entrants.forEach(Entrant::close);
    }
  }

  private List<Timing> inTurns(List<Entrant> entrants) {
    for (Entrant entrant : entrants) {
      entrant.warmUp(protocol.warmUp(), protocol.longestWarmUp());
      entrant.plan(protocol);
      clock.pause(protocol.pause());
    }
    for (int round = 0; round < protocol.rounds(); round++) {
      for (int i = 0; i < entrants.size(); i++) {
        // Not always in the same order: nobody always follows the same one.
        if (entrants.get((round + i) % entrants.size()).round(round)) {
          clock.pause(protocol.pause());
        }
      }
    }
    return entrants.stream().map(Entrant::timing).toList();
  }
}
