package dev.corral.examples.chapter;

import dev.corral.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * @param expectedMatrix the expected value where it is a tensor's, or null
   * @param actualMatrix the value that came out where it is a tensor's, or null
   */
  record Check(
      String claim,
      Source source,
      String expected,
      String actual,
      boolean holds,
      @Nullable Matrix expectedMatrix,
      @Nullable Matrix actualMatrix)
      implements Item {
    /**
     * Of values that are no tensors.
     *
     * @param claim what is compared
     * @param source who expected it
     * @param expected the expected value as it is printed
     * @param actual the value that came out, as it is printed
     * @param holds whether they agree
     */
    public Check(String claim, Source source, String expected, String actual, boolean holds) {
      this(claim, source, expected, actual, holds, null, null);
    }
  }

  /** What is for the eye: a page draws it, where the console's text says as much without it. */
  sealed interface Picture extends Item {}

  /**
   * A cross-correlation.
   *
   * @param input [height, width]
   * @param kernel [kernel height, kernel width], not flipped
   * @param bias what is added to each sum, [1], or null
   * @param output one element a position of the kernel's window
   */
  record Correlation(Matrix input, Matrix kernel, @Nullable Matrix bias, Matrix output)
      implements Picture {}

  /**
   * Kernels while they are learned, from different beginnings or in different ways.
   *
   * @param name what is learned
   * @param runs each from its first step to its last
   */
  record Training(String name, List<Run> runs) implements Picture {
    /** Copies the list. */
    public Training {
      runs = List.copyOf(runs);
    }
  }

  /**
   * One descent.
   *
   * @param name how it differs from the others
   * @param losses before each step, the first step's first
   * @param kernels before the first step and after each
   * @param printed losses that the book prints, by the number of the step, 1 and up
   */
  record Run(String name, List<Float> losses, List<Matrix> kernels, Map<Integer, Double> printed) {
    /** Copies the lists. */
    public Run {
      losses = List.copyOf(losses);
      kernels = List.copyOf(kernels);
      printed = Collections.unmodifiableMap(new LinkedHashMap<>(printed));
    }

    /**
     * What was learned.
     *
     * @return the kernel after the last step
     */
    public Matrix last() {
      return kernels.get(kernels.size() - 1);
    }
  }

  /**
   * Matrices that are one thing as it grows.
   *
   * @param name what grows
   * @param frames from the smallest to the largest, of one shape
   */
  record Frames(String name, List<Matrix> frames) implements Picture {
    /** Copies the list. */
    public Frames {
      frames = List.copyOf(frames);
    }
  }

  /**
   * How far one output element of a stack of layers sees, the deeper the farther.
   *
   * @param name the stack
   * @param sizes rows, and columns, of the input that the middle output sees through the first
   *     layer, the first two layers and so on
   */
  record FieldGrowth(String name, List<Integer> sizes) implements Picture {
    /** Copies the list. */
    public FieldGrowth {
      sizes = List.copyOf(sizes);
    }
  }

  /** Where an expected value comes from. */
  enum Source {
    /** The book prints it. */
    BOOK,
    /** It follows from a formula; the book prints none. */
    THEORY
  }
}
