package dev.corral.examples.bench;

import java.util.ArrayList;
import java.util.List;

/** Results as a table to read. */
public final class TextResults {
  private static final List<String> COLUMNS =
      List.of("shape", "pass", "on", "time", "±%", "GFLOP/s", "% FMA", "% copy");
  private static final int LEFT = 3;

  /** Processes a processor that others had running. */
  private static final double BUSY = 0.25;

  private final Results results;
  private final List<String> references;

  /**
   * A table.
   *
   * @param results what was found
   * @param references names of contestants to compare the others with, where they took part
   */
  public TextResults(Results results, List<String> references) {
    this.results = results;
    this.references = results.present(references);
  }

  /** The lines: ceilings, contestants, table, what its columns mean. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(ceilings());
    for (Results.Entry contestant : results.contestants()) {
      lines.add(contestant.name() + ": " + contestant.device());
    }
    lines.add("");
    lines.addAll(table());
    lines.add("");
    lines.addAll(starts());
    lines.addAll(failures());
    lines.addAll(legend());
    return lines;
  }

  private List<String> ceilings() {
    Ceilings found = results.ceilings();
    String threads =
        found.threads() == 1 ? " on one thread" : " on " + found.threads() + " threads";
    String loop = found.fused() ? "Math.fma" : "multiply, then add";
    List<String> lines = new ArrayList<>();
    if (results.load() > BUSY * found.threads()) {
      lines.add(
          "The machine was busy (load average "
              + Figures.threeDigits(results.load())
              + " before the first measurement): repeat this when it is idle");
    }
    lines.add(
        "FMA ceiling: "
            + (Figures.billions(found.fmaAll()) + " GFLOP/s" + threads + ", ")
            + (Figures.billions(found.fmaOne()) + " on one alone")
            + (" (a vectorised loop of " + loop + ", a few % under registers alone)"));
    lines.add(
        "Copy bandwidth: "
            + (Figures.billions(found.copyCache()) + " GB/s in cache, ")
            + (Figures.billions(found.copyMemory()) + " GB/s from memory" + threads)
            + " (System.arraycopy, bytes read plus written)");
    return lines;
  }

  private List<String> table() {
    List<String> header = new ArrayList<>(COLUMNS);
    references.forEach(reference -> header.add("× " + reference));
    Table table = new Table(LEFT, header);
    String shape = "";
    for (TaskResult result : results.tasks()) {
      for (Timing timing : result.timings()) {
        if (timing.succeeded()) {
          String id = result.task().workload().id();
          table.add(row(id.equals(shape) ? "" : id, result, timing));
          shape = id;
        }
      }
    }
    return table.lines();
  }

  private List<String> row(String shape, TaskResult result, Timing timing) {
    Task task = result.task();
    Spread time = timing.time();
    double flops = task.flops() / time.median();
    double bytes = task.bytes() / time.median();
    List<String> row = new ArrayList<>();
    row.add(shape);
    row.add(task.pass().id());
    row.add(timing.contestant());
    row.add(Figures.time(time.median()));
    row.add(Figures.stray(time));
    row.add(Figures.billions(flops));
    row.add(Figures.percent(flops / results.ceilings().fmaAll()));
    row.add(Figures.percent(bytes / results.ceilings().copyMemory()));
    for (String reference : references) {
      row.add(result.speedUp(timing, reference).map(Figures::ratio).orElse(""));
    }
    return row;
  }

  /** One line a program, the first with its ratios to the others. */
  private List<String> starts() {
    List<Timing> ran = results.starts().stream().filter(Timing::succeeded).toList();
    if (ran.isEmpty()) {
      return List.of();
    }
    Table table = new Table(1, List.of("from process start to a first answer", "time", "±%", "×"));
    for (int i = 0; i < ran.size(); i++) {
      Spread time = ran.get(i).time();
      String ratio = i == 0 ? "" : Figures.ratio(ran.get(0).speedUp(ran.get(i)));
      table.add(
          List.of(
              ran.get(i).contestant(), Figures.time(time.median()), Figures.stray(time), ratio));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    return lines;
  }

  private List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (Timing start : results.starts()) {
      if (!start.succeeded()) {
        lines.add("✗ start of " + start.contestant() + ": " + start.failure());
      }
    }
    for (TaskResult result : results.tasks()) {
      for (Timing timing : result.timings()) {
        if (!timing.succeeded()) {
          lines.add("✗ " + result.task() + " on " + timing.contestant() + ": " + timing.failure());
        }
      }
    }
    return lines;
  }

  private List<String> legend() {
    List<String> lines = new ArrayList<>();
    int rounds = results.protocol().rounds();
    lines.add("time: median of up to " + rounds + " samples taken in turns; ±%: half the distance");
    lines.add("between their quartiles. step: the result and both gradients of its sum.");
    lines.add("% FMA, % copy: the share of the FMA ceiling and of the copy bandwidth from memory,");
    lines.add("each input and result counted once; over 100 where they stay in cache.");
    if (!references.isEmpty()) {
      lines.add("× NAME: how many times as fast as NAME, the median over rounds.");
    }
    return lines;
  }
}
