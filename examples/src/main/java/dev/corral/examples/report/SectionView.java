package dev.corral.examples.report;

import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.FieldGrowth;
import dev.corral.examples.chapter.Item.Frames;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Text;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.chapter.Result;
import dev.corral.examples.report.ItemViews.CheckView;
import dev.corral.examples.report.ItemViews.ChecksView;
import dev.corral.examples.report.ItemViews.CorrelationView;
import dev.corral.examples.report.ItemViews.Film;
import dev.corral.examples.report.ItemViews.GrowthView;
import dev.corral.examples.report.ItemViews.LinesView;
import dev.corral.examples.report.ItemViews.MatricesView;
import dev.corral.examples.report.ItemViews.TextView;
import dev.corral.examples.report.ItemViews.TrainingView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A section of the page.
 *
 * @param id its anchor
 * @param chinese its title in the book
 * @param english its title in English
 * @param css the class of its verdict
 * @param mark the sign of its verdict
 * @param verdict how many checks hold
 * @param items HTML, one an item or a row of items of one kind
 */
record SectionView(
    String id,
    String chinese,
    String english,
    String css,
    String mark,
    String verdict,
    List<String> items) {
  static SectionView of(BackendRun.Timed section, Photo photo) {
    Result result = section.result();
    long holding = result.checks().stream().filter(Check::holds).count();
    return new SectionView(
        section.experiment().id(),
        section.experiment().section().chinese(),
        section.experiment().section().english(),
        result.holds() ? "holds" : "fails",
        result.holds() ? "✓" : "✗",
        holding + " of " + result.checks().size() + " hold",
        html(result.items(), photo));
  }

  private static List<String> html(List<Item> items, Photo photo) {
    List<String> html = new ArrayList<>();
    List<Training> trainings = of(Training.class, items);
    if (trainings.size() > 1) {
      html.add(Templates.render("chart", TrainingCharts.overview(trainings)));
    }
    Set<String> drawn = new HashSet<>();
    of(Correlation.class, items)
        .forEach(
            correlation -> {
              drawn.add(correlation.input().name());
              drawn.add(correlation.kernel().name());
              if (correlation.bias() != null) {
                drawn.add(correlation.bias().name());
              }
            });
    List<Item> shown =
        items.stream()
            .filter(item -> !(item instanceof Matrix matrix && drawn.contains(matrix.name())))
            .toList();
    for (int from = 0, to; from < shown.size(); from = to) {
      to = from + 1;
      while (to < shown.size() && shown.get(to).getClass() == shown.get(from).getClass()) {
        to++;
      }
      html.addAll(html(shown.get(from), shown.subList(from, to), photo));
    }
    return html;
  }

  /** Items of one kind that follow each other, the first of which is given twice. */
  private static List<String> html(Item first, List<Item> row, Photo photo) {
    if (first instanceof Matrix) {
      List<HeatMap> matrices = of(Matrix.class, row).stream().map(HeatMap::of).toList();
      return List.of(Templates.render("matrices", new MatricesView(matrices)));
    }
    if (first instanceof Check) {
      List<CheckView> checks = of(Check.class, row).stream().map(CheckView::of).toList();
      return List.of(Templates.render("checks", new ChecksView(checks)));
    }
    if (first instanceof FieldGrowth) {
      GrowthView growth = GrowthView.of(of(FieldGrowth.class, row), photo);
      return List.of(Templates.render("growth", growth));
    }
    return row.stream().map(SectionView::html).toList();
  }

  private static String html(Item item) {
    if (item instanceof Text text) {
      return Templates.render("text", new TextView(text.text()));
    }
    if (item instanceof Heading heading) {
      return Templates.render("heading", new TextView(heading.title()));
    }
    if (item instanceof Lines lines) {
      return Templates.render("lines", new LinesView(String.join("\n", lines.lines())));
    }
    if (item instanceof Correlation correlation) {
      return Templates.render("correlation", CorrelationView.of(correlation));
    }
    if (item instanceof Training training) {
      return Templates.render("training", TrainingView.of(training));
    }
    if (item instanceof Frames frames) {
      return Templates.render("film", Film.of(frames));
    }
    throw new IllegalArgumentException(
        item.getClass() + " has no template; expected one here for each kind of item; add it");
  }

  private static <T extends Item> List<T> of(Class<T> kind, List<Item> items) {
    return items.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
