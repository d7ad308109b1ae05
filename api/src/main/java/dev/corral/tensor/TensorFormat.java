package dev.corral.tensor;

import java.util.Locale;
import java.util.function.Function;

/** Prints values the way the book's tensors print, less their frame: {@code [[19., 25.], …]}. */
final class TensorFormat {
  /** Above this many elements, long axes show only their ends. */
  private static final int SUMMARISE_ABOVE = 1000;

  private static final int EDGE_ITEMS = 3;

  private final Shape shape;
  private final int[] strides;
  private final float[] values;
  private final boolean summarised;
  private final Function<Float, String> number;
  private final int width;

  private TensorFormat(Shape shape, float[] values) {
    this.shape = shape;
    this.strides = shape.strides();
    this.values = values;
    this.summarised = values.length > SUMMARISE_ABOVE;
    this.number = notation(values);
    int widest = 0;
    if (!summarised) {
      for (float value : values) {
        widest = Math.max(widest, number.apply(value).length());
      }
    }
    this.width = widest;
  }

  static String format(Shape shape, float[] values) {
    TensorFormat format = new TensorFormat(shape, values);
    StringBuilder text = new StringBuilder();
    format.append(text, 0, 0);
    return text.toString();
  }

  private void append(StringBuilder text, int axis, int offset) {
    if (axis == shape.rank()) {
      String printed = number.apply(values[offset]);
      text.append(" ".repeat(Math.max(0, width - printed.length()))).append(printed);
      return;
    }
    text.append('[');
    int dim = shape.dim(axis);
    for (int i = 0; i < dim; i++) {
      if (i > 0) {
        text.append(separator(axis));
      }
      if (summarised && dim > 2 * EDGE_ITEMS && i == EDGE_ITEMS) {
        text.append("...").append(separator(axis));
        i = dim - EDGE_ITEMS;
      }
      append(text, axis + 1, offset + i * strides[axis]);
    }
    text.append(']');
  }

  /** Elements follow each other on a line, rows below each other, matrices after a blank line. */
  private String separator(int axis) {
    int inner = shape.rank() - 1 - axis;
    return inner == 0 ? ", " : "," + "\n".repeat(inner) + " ".repeat(axis + 1);
  }

  private static Function<Float, String> notation(float[] values) {
    boolean whole = true;
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (float value : values) {
      double magnitude = Math.abs(value);
      if (Double.isFinite(magnitude) && magnitude > 0) {
        whole &= magnitude == Math.rint(magnitude);
        largest = Math.max(largest, magnitude);
        smallest = Math.min(smallest, magnitude);
      }
    }
    if (largest >= 1e8 || smallest < 1e-4 || (!whole && largest / smallest > 1000)) {
      return finiteAs("%.4e");
    }
    return finiteAs(whole ? "%.0f." : "%.4f");
  }

  private static Function<Float, String> finiteAs(String pattern) {
    return value -> {
      if (Float.isNaN(value)) {
        return "nan";
      }
      if (Float.isInfinite(value)) {
        return value > 0 ? "inf" : "-inf";
      }
      return String.format(Locale.ROOT, pattern, value);
    };
  }
}
