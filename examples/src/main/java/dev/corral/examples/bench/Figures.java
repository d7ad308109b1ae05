package dev.corral.examples.bench;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private Figures() {}

  /** A time with three digits, as {@code 1.23 ms}. */
  public static String time(double seconds) {
    if (seconds >= 1) {
      return threeDigits(seconds) + " s";
    }
    return seconds >= 1e-3
        ? threeDigits(seconds * 1e3) + " ms"
        : threeDigits(seconds * 1e6) + " µs";
  }

  /** A number of billions with three digits. */
  public static String billions(double number) {
    return threeDigits(number * 1e-9);
  }

  /** A fraction in percent, without the sign. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.0f", fraction * 100);
  }

  /** A ratio and how far it strayed, as {@code 1.23 ±4%}. */
  public static String ratio(Spread ratio) {
    String stray = stray(ratio);
    return threeDigits(ratio.median()) + (stray.isEmpty() ? "" : " ±" + stray + "%");
  }

  /** How far samples strayed from their median, in percent; nothing where there is but one. */
  public static String stray(Spread spread) {
    return spread.samples() < 2 ? "" : percent(spread.relative());
  }

  /** A number with three digits, or with all before the point. */
  public static String threeDigits(double number) {
    int decimals = number < 10 ? 2 : number < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
