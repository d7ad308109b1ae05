package dev.corral.examples.chapter;

import dev.corral.tensor.Tensor;
import java.util.List;

/** One thing that an experiment has to say. */
public sealed interface Item {
  /**
   * A sentence or more.
   *
   * @param text in words, one paragraph
   */
  record Text(String text) implements Item {}

  /**
   * The title of a part, such as an edition's.
   *
   * @param title the title
   */
  record Heading(String title) implements Item {}

  /**
   * Lines that are printed as they are.
   *
   * @param lines the lines
   */
  record Lines(List<String> lines) implements Item {}

  /**
   * A tensor's values.
   *
   * @param name what the experiment calls it
   * @param shape its sizes
   * @param values its elements, row-major
   * @param printed its elements in the book's layout
   */
  record Matrix(String name, List<Integer> shape, List<Float> values, String printed)
      implements Item {
    static Matrix of(String name, Tensor tensor) {
      return new Matrix(
          name,
          Values.list(tensor.shape().dims()),
          Values.list(tensor.toArray()),
          tensor.toString());
    }
  }

  /**
   * A value that was expected beside the one that came out.
   *
   * @param claim what is compared
   * @param source who expected it
   * @param expected the expected value as it is printed
   * @param actual the value that came out, as it is printed
   * @param holds whether they agree
   */
  record Check(String claim, Source source, String expected, String actual, boolean holds)
      implements Item {}

  /** Where an expected value comes from. */
  enum Source {
    /** The book prints it. */
    BOOK,
    /** It follows from a formula; the book prints none. */
    THEORY
  }
}
