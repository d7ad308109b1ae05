package dev.corral.examples.chapter;

import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Picture;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Text;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Collects what an experiment finds, reading tensors while they are open. */
final class Findings {
  private final List<Item> items = new ArrayList<>();

  Result result() {
    return new Result(items);
  }

  Findings text(String text) {
    items.add(new Text(text));
    return this;
  }

  Findings heading(String title) {
    items.add(new Heading(title));
    return this;
  }

  Findings lines(List<String> lines) {
    items.add(new Lines(List.copyOf(lines)));
    return this;
  }

  Findings matrix(String name, Tensor tensor) {
    items.add(Matrix.of(name, tensor));
    return this;
  }

  Findings picture(Picture picture) {
    items.add(picture);
    return this;
  }

  /** Shows a cross-correlation without bias. */
  Findings correlation(String x, Tensor input, String k, Tensor kernel, String y, Tensor output) {
    return picture(
        new Correlation(Matrix.of(x, input), Matrix.of(k, kernel), null, Matrix.of(y, output)));
  }

  Findings check(String claim, Source source, String expected, String actual, boolean holds) {
    items.add(new Check(claim, source, expected, actual, holds));
    return this;
  }

  /** Expects two values to print alike. */
  Findings check(String claim, Source source, String expected, String actual) {
    return check(claim, source, expected, actual, expected.equals(actual));
  }

  /** Expects a tensor of this shape. */
  Findings check(String claim, Source source, Shape expected, Tensor actual) {
    return check(claim, source, expected.toString(), actual.shape().toString());
  }

  /** Expects two tensors to be equal, element for element. */
  Findings check(String claim, Source source, Tensor expected, Tensor actual) {
    boolean equal =
        expected.shape().equals(actual.shape())
            && Values.largestDifference(expected.toArray(), actual.toArray()) == 0;
    items.add(
        new Check(
            claim,
            source,
            expected.toString(),
            actual.toString(),
            equal,
            Matrix.of(claim, expected),
            Matrix.of(claim, actual)));
    return this;
  }

  /** Expects two tensors of one shape to differ nowhere by more than a tolerance. */
  Findings check(String claim, Source source, Tensor expected, Tensor actual, double tolerance) {
    double difference = Values.largestDifference(expected.toArray(), actual.toArray());
    return check(claim, source, difference, tolerance);
  }

  /** Expects equality, measured by a difference, within a tolerance. */
  Findings check(String claim, Source source, double difference, double tolerance) {
    return check(
        claim,
        source,
        "equal, within " + Values.twoDigits(tolerance),
        difference == 0 ? "equal" : "apart by " + Values.twoDigits(difference),
        difference <= tolerance);
  }
}
