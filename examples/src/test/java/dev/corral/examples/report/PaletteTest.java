package dev.corral.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Pattern RULE =
      Pattern.compile("\\.([vpn]\\d+)\\{background:#(\\w{6});color:#(\\w{6})\\}");

  private static List<MatchResult> rules(Palette palette) {
    return RULE.matcher(palette.css(":root")).results().toList();
  }

  private static int colour(MatchResult rule, int group) {
    return Integer.parseInt(rule.group(group), 16);
  }

  @Test
  void textStandsOutOnEveryColour() {
    for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
      assertThat(rules(palette))
          .hasSize(2 * Palette.STEPS + 1)
          .allSatisfy(
              rule ->
                  assertThat(Palette.contrast(colour(rule, 2), colour(rule, 3)))
                      .isGreaterThanOrEqualTo(4.5));
    }
  }

  /** Told apart by lightness alone: each step is farther from the colour of 0 than the last. */
  @Test
  void magnitudeIsSeenWithoutColour() {
    for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
      for (String sign : List.of("p", "n")) {
        List<Integer> colours =
            rules(palette).stream()
                .filter(rule -> rule.group(1).startsWith(sign) || rule.group(1).equals("v0"))
                .map(rule -> colour(rule, 2))
                .toList();
        assertThat(colours).hasSize(Palette.STEPS + 1);
        for (int i = 2; i < colours.size(); i++) {
          assertThat(Palette.contrast(colours.get(0), colours.get(i)))
              .isGreaterThan(Palette.contrast(colours.get(0), colours.get(i - 1)));
        }
      }
    }
  }

  @Test
  void contrastIsThatOfWcag() {
    assertThat(Palette.contrast(0x000000, 0xffffff)).isEqualTo(21);
    assertThat(Palette.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.49);
  }

  @Test
  void cellsTakeTheColourOfTheirShareOfTheLargest() {
    assertThat(Palette.cssClass(0, 8)).isEqualTo("v0");
    assertThat(Palette.cssClass(-0f, 8)).isEqualTo("v0");
    assertThat(Palette.cssClass(8, 8)).isEqualTo("p10");
    assertThat(Palette.cssClass(-4, 8)).isEqualTo("n5");
    assertThat(Palette.cssClass(0.001f, 8)).isEqualTo("p1");
    assertThat(Palette.cssClass(Float.NaN, 8)).isEqualTo("v0");
    assertThat(Palette.cssClass(0, 0)).isEqualTo("v0");
  }
}
