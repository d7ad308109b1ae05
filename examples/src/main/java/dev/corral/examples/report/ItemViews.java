package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.FieldGrowth;
import dev.corral.examples.chapter.Item.Frames;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.report.Chart.Line;
import dev.corral.examples.report.Chart.Lines;
import dev.corral.examples.report.Chart.Reference;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the templates show of a section's items. */
final class ItemViews {
  /** What the trainings of the chapter go to: the edge detector. */
  private static final List<Reference> EDGE_DETECTOR =
      List.of(new Reference("1", 1), new Reference("−1", -1));

  private static final int FILM_DECIMALS = 2;

  private ItemViews() {}

  record TextView(String text) {}

  record LinesView(String text) {}

  record MatricesView(List<HeatMap> matrices) {}

  record ChecksView(List<CheckView> checks) {}

  /** A verdict; either both matrices are there, or neither. */
  record CheckView(
      String css,
      String mark,
      String verdict,
      String claim,
      String source,
      String expected,
      String actual,
      @Nullable Pair pair) {
    static CheckView of(Check check) {
      String source = check.source() == Source.BOOK ? "Book" : "Expected";
      Matrix expected = check.expectedMatrix();
      Matrix actual = check.actualMatrix();
      return new CheckView(
          check.holds() ? "holds" : "fails",
          check.holds() ? "✓" : "✗",
          check.holds() ? "holds" : "does not hold",
          check.claim(),
          source,
          check.expected(),
          check.actual(),
          expected == null || actual == null
              ? null
              : new Pair(HeatMap.of(expected, source), HeatMap.of(actual, "Ours")));
    }
  }

  record Pair(HeatMap left, HeatMap right) {}

  record CorrelationView(
      HeatMap input,
      HeatMap kernel,
      HeatMap output,
      @Nullable HeatMap bias,
      int kernelHeight,
      int kernelWidth,
      int last) {
    static CorrelationView of(Correlation correlation) {
      List<Integer> kernel = correlation.kernel().shape();
      Matrix bias = correlation.bias();
      return new CorrelationView(
          HeatMap.of(correlation.input()),
          HeatMap.of(correlation.kernel()),
          HeatMap.of(correlation.output()),
          bias == null ? null : HeatMap.of(bias),
          kernel.get(0),
          kernel.get(1),
          correlation.output().values().size() - 1);
    }
  }

  record TrainingView(String name, Chart losses, Chart kernels, List<Film> films) {
    static TrainingView of(Training training) {
      return new TrainingView(
          training.name(),
          TrainingCharts.losses(training),
          TrainingCharts.kernels(training, EDGE_DETECTOR),
          training.runs().stream().map(Film::of).toList());
    }
  }

  /** A kernel, picture by picture. */
  record Film(String name, List<HeatMap> frames) {
    static Film of(Run run) {
      return new Film(
          "The kernel " + run.name() + ", step by step",
          IntStream.range(0, run.kernels().size())
              .mapToObj(
                  i ->
                      HeatMap.of(
                          run.kernels().get(i),
                          i == 0 ? "start" : "step " + i,
                          FILM_DECIMALS,
                          HeatMap.largest(run.kernels())))
              .toList());
    }

    static Film of(Frames frames) {
      return new Film(frames.name(), frames.frames().stream().map(HeatMap::of).toList());
    }
  }

  /** The fields of all stacks as lines, those of the last over the photo. */
  record GrowthView(Chart chart, FieldsOnPhoto fields) {
    static GrowthView of(List<FieldGrowth> stacks, Photo photo) {
      List<Line> lines =
          IntStream.range(0, stacks.size())
              .mapToObj(
                  i -> new Line(stacks.get(i).name(), i, "solid", bySize(stacks.get(i).sizes())))
              .toList();
      FieldGrowth last = stacks.get(stacks.size() - 1);
      Chart chart =
          new Chart(
              "How far one output element sees",
              "With stride the field grows exponentially, without it by two elements a layer",
              new Lines("layers", "rows of the input", true, lines, List.of()));
      return new GrowthView(chart, FieldsOnPhoto.of(last, photo));
    }

    private static List<List<Number>> bySize(List<Integer> sizes) {
      return IntStream.range(0, sizes.size())
          .mapToObj(i -> List.<Number>of(i + 1, sizes.get(i)))
          .toList();
    }
  }
}
