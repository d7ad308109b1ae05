package dev.corral.examples.report;

import java.util.List;
import java.util.Locale;

/**
 * Colours of signed values, from orange for negative ones over the page's ground for 0 to blue for
 * positive ones: people who do not tell red from green tell these. Each comes with black or white
 * for the text on it, whichever stands out more, which is at least 4.5 : 1 on any colour.
 *
 * @param positive sRGB from 0 to the largest magnitude
 * @param negative the same for values below 0
 */
record Palette(List<Integer> positive, List<Integer> negative) {
  /** Steps from 0 to the largest magnitude. */
  static final int STEPS = 10;

  static final Palette LIGHT =
      new Palette(List.of(0xf4f5f7, 0x8fbce6, 0x0b4f94), List.of(0xf4f5f7, 0xf0b27a, 0x9a3f00));
  static final Palette DARK =
      new Palette(List.of(0x2b2f37, 0x2f6ea8, 0x9bd0ff), List.of(0x2b2f37, 0xa85b17, 0xffc48a));

  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xffffff;

  /** The class of cells with a value, whose colours {@link #css} gives. */
  static String cssClass(float value, float largest) {
    if (!Float.isFinite(value) || value == 0 || largest == 0) {
      return "v0";
    }
    int step = Math.max(1, Math.round(Math.abs(value) / largest * STEPS));
    return (value < 0 ? "n" : "p") + step;
  }

  /** Rules for all classes, under a selector. */
  String css(String selector) {
    StringBuilder css = new StringBuilder();
    rule(css, selector, "v0", colour(positive, 0));
    for (int step = 1; step <= STEPS; step++) {
      rule(css, selector, "p" + step, colour(positive, step));
      rule(css, selector, "n" + step, colour(negative, step));
    }
    return css.toString();
  }

  private static void rule(StringBuilder css, String selector, String name, int colour) {
    css.append(
        String.format(
            Locale.ROOT,
            "%s .%s{background:#%06x;color:#%06x}\n",
            selector,
            name,
            colour,
            text(colour)));
  }

  /** The text on a colour. */
  static int text(int colour) {
    return contrast(colour, BLACK) > contrast(colour, WHITE) ? BLACK : WHITE;
  }

  /** The contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
  static double contrast(int a, int b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16 & 0xff)
        + 0.7152 * linear(colour >> 8 & 0xff)
        + 0.0722 * linear(colour & 0xff);
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static int colour(List<Integer> stops, int step) {
    double position = (double) step / STEPS * (stops.size() - 1);
    int below = Math.min((int) position, stops.size() - 2);
    double share = position - below;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = stops.get(below) >> shift & 0xff;
      int to = stops.get(below + 1) >> shift & 0xff;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return mixed;
  }
}
