package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.ChildJvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of report in a browser, which leaves pictures of it in target/report. */
class ReportIT {
  private static final Path PICTURES = Path.of("target", "report").toAbsolutePath();

  @TempDir static Path folder;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void writeThePage() throws Exception {
    browser = Browser.open();
    Outcome outcome = ChildJvm.ofOneJar(folder).run("report", "chapter");
    assertThat(outcome.out()).contains("chapter/index.html", "verdicts hold");
    assertThat(outcome.code()).isZero();
    page = folder.resolve("chapter/index.html");
  }

  @AfterAll
  static void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
  void everythingIsDrawnAndReadable(int width, String theme) {
    browser.show(page, width, 900, theme);
    browser.photograph(PICTURES.resolve(theme + "-" + width + ".png"));
    everyFigureIsDrawn();
    nothingOverflows(width);
    everythingHasAName();
    allTextStandsOut();
    boolean dark = (boolean) browser.run(Scripts.IS_DARK);
    assertThat(dark).isEqualTo(theme.equals("dark"));
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests()).isEmpty();
  }

  private static void everyFigureIsDrawn() {
    assertThat((long) browser.run("return document.querySelectorAll('.plot').length"))
        .isGreaterThanOrEqualTo(11);
    assertThat((long) browser.run("return document.querySelectorAll('.matrix').length"))
        .isGreaterThanOrEqualTo(150);
    assertThat(browser.list(Scripts.NOT_DRAWN)).isEmpty();
  }

  private static void nothingOverflows(int width) {
    assertThat((long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(browser.list(Scripts.OVERFLOWING)).isEmpty();
  }

  private static void everythingHasAName() {
    assertThat(browser.list(Scripts.HEADINGS_OUT_OF_ORDER)).isEmpty();
    assertThat(browser.list(Scripts.NAMELESS)).isEmpty();
    assertThat(browser.list(Scripts.BROKEN_LINKS)).isEmpty();
  }

  private static void allTextStandsOut() {
    assertThat(browser.list(Scripts.LOW_CONTRAST)).isEmpty();
  }

  /** A page with one fault of each kind; no question may be content with it. */
  @Test
  void noFaultIsOverlooked() {
    browser.show(page, 1280, 900, "light");
    browser.run(Scripts.SPOIL);
    assertThat(browser.list(Scripts.NOT_DRAWN)).hasSize(4);
    assertThat(browser.list(Scripts.OVERFLOWING)).isNotEmpty();
    assertThat((long) browser.run("return document.documentElement.scrollWidth"))
        .isGreaterThan(1280);
    assertThat(browser.list(Scripts.HEADINGS_OUT_OF_ORDER)).hasSize(1);
    assertThat(browser.list(Scripts.NAMELESS)).hasSize(1);
    assertThat(browser.list(Scripts.BROKEN_LINKS)).containsExactly("#nowhere");
    assertThat(browser.list(Scripts.LOW_CONTRAST)).containsExactly("1.61: faint");
    assertThat(browser.console()).anyMatch(message -> message.contains("Content Security Policy"));
  }

  @Test
  void theSwitchChangesTheThemeOfPageAndCharts() {
    browser.show(page, 1280, 900, "light");
    String light = (String) browser.run(Scripts.INK_OF_FIRST_CHART);
    browser.run(Scripts.choose("dark"));
    assertThat((boolean) browser.run(Scripts.IS_DARK)).isTrue();
    assertThat((String) browser.run(Scripts.INK_OF_FIRST_CHART)).isNotEqualTo(light);
    assertThat(browser.list(Scripts.LOW_CONTRAST)).isEmpty();
    browser.run(Scripts.choose("light"));
    assertThat((boolean) browser.run(Scripts.IS_DARK)).isFalse();
    assertThat((String) browser.run(Scripts.INK_OF_FIRST_CHART)).isEqualTo(light);
    browser.run(Scripts.choose("auto"));
  }

  @Test
  void theSliderShowsTheWindowAndItsSum() {
    browser.show(page, 1280, 900, "light");
    assertThat(browser.run(Scripts.slideTo("cross-correlation", 3)))
        .isEqualTo("4×0 + 5×1 + 7×2 + 8×3 = 43");
    assertThat(browser.list(Scripts.lit("cross-correlation")))
        .containsExactly("4", "5", "7", "8", "43");
    assertThat(browser.run(Scripts.slideTo("edge-detection", 5))).isEqualTo("0×1 + 1×(−1) = −1");
  }
}
