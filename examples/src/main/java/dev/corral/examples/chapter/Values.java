package dev.corral.examples.chapter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values that were read to the host. */
final class Values {
  private Values() {}

  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /** The largest |a − b|; NaN if any is, infinite if the lengths differ. */
  static double largestDifference(float[] a, float[] b) {
    double largest = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  static long nonZero(float[] values) {
    return list(values).stream().filter(value -> value != 0).count();
  }

  /** A number without digits after the point where it is whole. */
  static String plain(float value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }

  /** A number rounded to two significant digits. */
  static String twoDigits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value, new MathContext(2)).stripTrailingZeros().toString()
        : String.valueOf(value);
  }
}
