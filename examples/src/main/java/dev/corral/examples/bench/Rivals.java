package dev.corral.examples.bench;

import java.util.List;

/** What backends can be compared with, where the program has it. */
public interface Rivals {
  /** Nobody. */
  Rivals NONE =
      new Rivals() {
        @Override
        public List<Contestant> contestants() {
          return List.of();
        }

        @Override
        public List<Program> programs() {
          return List.of();
        }
      };

  /** Who else computes the tasks; the caller closes them. */
  List<Contestant> contestants();

  /** Programs whose start is timed; the first is compared with all others. */
  List<Program> programs();
}
