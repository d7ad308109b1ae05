package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.report.Chart.Line;
import dev.corral.examples.report.Chart.Lines;
import dev.corral.examples.report.Chart.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How kernels are learned, as charts. */
final class TrainingCharts {
  private static final String STEP = "step";
  private static final String LOSS = "loss";
  private static final String SOLID = "solid";

  private TrainingCharts() {}

  /** The losses of several trainings' first runs. */
  static Chart overview(List<Training> trainings) {
    List<Line> lines =
        IntStream.range(0, trainings.size())
            .mapToObj(
                i ->
                    new Line(
                        trainings.get(i).name(), i, SOLID, losses(trainings.get(i).runs().get(0))))
            .toList();
    return new Chart(
        "The loss in each edition, from its printed start",
        trainings.size() + " lines that fall from left to right on a logarithmic scale",
        new Lines(STEP, LOSS, true, lines, List.of()));
  }

  /** The losses of all runs, and those that the book prints. */
  static Chart losses(Training training) {
    List<Line> lines = new ArrayList<>();
    for (Run run : training.runs()) {
      lines.add(new Line(run.name(), lines.size(), style(run, training), losses(run)));
      if (!run.printed().isEmpty()) {
        List<List<Number>> printed = new ArrayList<>();
        run.printed().forEach((step, loss) -> printed.add(List.of(step, loss)));
        lines.add(new Line("printed in the book", lines.size(), "points", printed));
      }
    }
    Run first = training.runs().get(0);
    return new Chart(
        training.name() + ": the loss before each step",
        String.format(
            Locale.ROOT,
            "From %.3f to %.3f in %d steps %s",
            first.losses().get(0),
            first.losses().get(first.losses().size() - 1),
            first.losses().size(),
            first.name()),
        new Lines(STEP, LOSS, true, lines, List.of()));
  }

  /** The elements of the kernels. */
  static Chart kernels(Training training, List<Reference> targets) {
    List<Line> lines = new ArrayList<>();
    for (Run run : training.runs()) {
      int elements = run.kernels().get(0).values().size();
      for (int element = 0; element < elements; element++) {
        String name = "w" + (char) ('₀' + element) + " " + run.name();
        lines.add(new Line(name, element, style(run, training), element(run.kernels(), element)));
      }
    }
    return new Chart(
        training.name() + ": the kernel after each step",
        "Each element goes to one of the edge detector's, 1 and −1",
        new Lines(STEP, "element of the kernel", false, lines, targets));
  }

  private static List<List<Number>> losses(Run run) {
    return IntStream.range(0, run.losses().size())
        .mapToObj(i -> List.<Number>of(i + 1, run.losses().get(i)))
        .toList();
  }

  private static List<List<Number>> element(List<Matrix> kernels, int element) {
    return IntStream.range(0, kernels.size())
        .mapToObj(i -> List.<Number>of(i, kernels.get(i).values().get(element)))
        .toList();
  }

  private static String style(Run run, Training training) {
    return run.equals(training.runs().get(0)) ? SOLID : "dashed";
  }
}
