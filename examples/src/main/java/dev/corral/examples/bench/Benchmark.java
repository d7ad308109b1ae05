package dev.corral.examples.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times contestants at tasks, and the machine itself before each and after. */
public final class Benchmark {
  /** What each contestant can do often within a moment. */
  private static final double SMALL = 1e9;

  private static final Duration WINDOW = Duration.ofMillis(25);
  private static final int WINDOWS = 3;

  private final Protocol protocol;
  private final Monitor monitor;

  /**
   * A benchmark.
   *
   * @param protocol how long things are measured
   * @param monitor is told what is going on
   */
  public Benchmark(Protocol protocol, Monitor monitor) {
    this.protocol = protocol;
    this.monitor = monitor;
  }

  /** Told what is being measured. */
  public interface Monitor {
    /**
     * Does some work and shows that it is under way.
     *
     * @param work what it is
     * @param done how many parts of all are done
     * @param all how many parts there are
     * @param doing the work
     * @return what the work gives
     */
    <T> T show(String work, int done, int all, Supplier<T> doing);
  }

  /** Runs everything. */
  public Results run(List<Task> tasks, List<Contestant> contestants, List<Program> programs) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int all = tasks.size() + 3;
    CeilingProbe probe =
        new CeilingProbe(Runtime.getRuntime().availableProcessors(), WINDOW, WINDOWS);
    Contest contest = new Contest(protocol, Clock.SYSTEM);
    Ceilings ceilings = monitor.show("ceilings", 0, all, probe::measure);
    monitor.show("warm-up", 1, all, () -> preheat(contest, tasks, contestants));
    List<TaskResult> results = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      results.add(monitor.show(task.toString(), i + 2, all, () -> contest.run(task, contestants)));
      ceilings = ceilings.orBetter(probe.measure());
    }
    Contest starting = new Contest(protocol.forStarts(), Clock.SYSTEM);
    List<Timing> starts = monitor.show("starts", all - 1, all, () -> starting.run(programs));
    List<Results.Entry> entries =
        contestants.stream().map(c -> new Results.Entry(c.name(), c.description())).toList();
    return new Results(protocol, load, ceilings, entries, results, starts);
  }

  private static int preheat(Contest contest, List<Task> tasks, List<Contestant> contestants) {
    List<Task> small = tasks.stream().filter(task -> task.flops() <= SMALL).toList();
    small.forEach(task -> contest.preheat(task, contestants));
    return small.size();
  }
}
