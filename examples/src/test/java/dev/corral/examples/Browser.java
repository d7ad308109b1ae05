package dev.corral.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium that is installed, without a window. Nothing is downloaded. */
final class Browser implements AutoCloseable {
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));

  /** It warns that it does not know the newest browser's debugging protocol, and does without. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(Path browser, Path chromedriver) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments("--headless=new", "--disable-gpu", "--hide-scrollbars");
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
  }

  /** Opens it, or skips the test where there is none; on CI that is a failure. */
  static Browser open() {
    Optional<Path> browser = BROWSERS.stream().filter(Files::isExecutable).findFirst();
    Optional<Path> driver = DRIVERS.stream().filter(Files::isExecutable).findFirst();
    if (browser.isEmpty() || driver.isEmpty()) {
      String missing = "There is no Chromium with its chromedriver here: run .ci/setup";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(missing);
      }
      System.err.println("SKIPPED: " + missing);
      Assumptions.abort(missing);
    }
    return new Browser(browser.orElseThrow(), driver.orElseThrow());
  }

  /** Shows a page as on a screen of a size, for a reader who prefers a theme; forgets the last. */
  void show(Path page, int width, int height, String theme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features", List.of(Map.of("name", "prefers-color-scheme", "value", (Object) theme))));
    console();
    requests();
    driver.get(page.toUri().toString());
  }

  /** The value of a script's return statement. */
  Object run(String script) {
    return driver.executeScript(script);
  }

  /** The same of a script that returns a list of texts. */
  List<String> list(String script) {
    return ((List<?>) run(script)).stream().map(String::valueOf).toList();
  }

  /** What the console said of this page since it was last asked. */
  List<String> console() {
    return messages(LogType.BROWSER).toList();
  }

  /** What this page asked of the network, files and data apart, since this was last asked. */
  List<String> requests() {
    return messages(LogType.PERFORMANCE)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .filter(message -> !message.contains("\"url\":\"file:"))
        .filter(message -> !message.contains("\"url\":\"data:"))
        .toList();
  }

  private Stream<String> messages(String log) {
    return driver.manage().logs().get(log).getAll().stream().map(LogEntry::getMessage);
  }

  /** The whole page as a picture. */
  void photograph(Path file) {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
