package dev.corral.examples.report;

import com.google.gson.Gson;
import java.util.List;

/**
 * A chart that the page's script draws, in words of its own; colours and fonts are the page's.
 *
 * @param title what it shows
 * @param label the same, and what is to be seen, for who does not see it
 * @param plot axes and data
 */
record Chart(String title, String label, Plot plot) {
  private static final Gson GSON = new Gson();

  /** Axes and data. */
  sealed interface Plot {}

  /**
   * Lines over a numeric axis.
   *
   * @param x the name of the horizontal axis
   * @param y the name of the vertical axis
   * @param logarithmic whether the vertical axis is
   * @param lines what is drawn
   * @param references heights that are marked
   */
  record Lines(
      String x, String y, boolean logarithmic, List<Line> lines, List<Reference> references)
      implements Plot {}

  /**
   * A line.
   *
   * @param name in the legend
   * @param hue which of the page's colours for series, from 0
   * @param style "solid", "dashed", or "points" for marks without a line
   * @param points x and y
   */
  record Line(String name, int hue, String style, List<List<Number>> points) {}

  /**
   * A height that is marked.
   *
   * @param name what it is
   * @param at the height
   */
  record Reference(String name, double at) {}

  /**
   * Marks in rows, on a logarithmic scale, where bars would have no place to begin.
   *
   * @param x the name of the axis of values
   * @param rows the names of the rows
   * @param marks one kind in each
   */
  record Dots(String x, List<String> rows, List<Marks> marks) implements Plot {}

  /**
   * The marks of one kind.
   *
   * @param name in the legend
   * @param values one a row
   */
  record Marks(String name, List<Double> values) {}

  /** The plot's data and its kind, as the script wants it. */
  String json() {
    return GSON.toJson(plot);
  }

  /** The kind of plot. */
  String kind() {
    return plot instanceof Lines ? "lines" : "dots";
  }
}
