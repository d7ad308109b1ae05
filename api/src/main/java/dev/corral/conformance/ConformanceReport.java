package dev.corral.conformance;

import dev.corral.backend.BackendEntry;
import dev.corral.conformance.CaseResult.Status;
import dev.corral.conformance.rules.Rule;
import dev.corral.conformance.rules.Rules;
import dev.corral.spi.BackendProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of the kit found, and on what: all that somebody needs who was not there.
 *
 * @param backend id, provider class, jar, version and device
 * @param spiVersion the version of the SPI, to which the rules belong
 * @param java the version of the Java runtime and its vendor
 * @param system the operating system and processor
 * @param options the backend's settings, the seed and the size
 * @param start when the run began
 * @param duration how long it took
 * @param results one a case, in the order in which they ran
 */
public record ConformanceReport(
    BackendEntry backend,
    int spiVersion,
    String java,
    String system,
    KitOptions options,
    Instant start,
    Duration duration,
    List<CaseResult> results) {

  static ConformanceReport of(
      BackendEntry backend, KitOptions options, Instant start, List<CaseResult> results) {
    return new ConformanceReport(
        backend,
        BackendProvider.SPI_VERSION,
        property("java.runtime.version") + ", " + property("java.vendor"),
        property("os.name") + " " + property("os.version") + ", " + property("os.arch"),
        options,
        start,
        Duration.between(start, Instant.now()),
        List.copyOf(results));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  /**
   * Whether no case failed, and at least one passed.
   *
   * @return true if the backend conforms as far as the cases that ran can tell
   */
  public boolean conforms() {
    return count(Status.FAILED) == 0 && count(Status.PASSED) > 0;
  }

  /**
   * How many cases ended in one way.
   *
   * @param status the way
   * @return their number
   */
  public long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  /**
   * The results that failed.
   *
   * @return in the order in which they ran
   */
  public List<CaseResult> failures() {
    return results.stream().filter(result -> result.status() == Status.FAILED).toList();
  }

  private Collection<CaseResult> firstFailures() {
    Map<String, CaseResult> first = new LinkedHashMap<>();
    failures().forEach(failure -> first.putIfAbsent(failure.rule(), failure));
    return first.values();
  }

  /**
   * The cases of one rule, added up.
   *
   * @param rule the rule
   * @param passed how many passed
   * @param failed how many failed
   * @param skipped how many could not be run here
   * @param millis how long they took together
   */
  public record Line(Rule rule, long passed, long failed, long skipped, double millis) {
    private Line plus(CaseResult result) {
      return new Line(
          rule,
          passed + (result.status() == Status.PASSED ? 1 : 0),
          failed + (result.status() == Status.FAILED ? 1 : 0),
          skipped + (result.status() == Status.SKIPPED ? 1 : 0),
          millis + result.millis());
    }
  }

  /**
   * The results by rule.
   *
   * @return a line for each rule of which a case ran, in the order of the rules
   */
  public List<Line> lines() {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (CaseResult result : results) {
      Line empty = new Line(Rules.of(result.rule()), 0, 0, 0, 0);
      lines.put(result.rule(), lines.getOrDefault(result.rule(), empty).plus(result));
    }
    return List.copyOf(lines.values());
  }

  /**
   * The rules that no case can test, each with the reason.
   *
   * @return in the order of the rules
   */
  public static List<Rule> untested() {
    return Rules.all().stream().filter(rule -> rule.untested().isPresent()).toList();
  }

  /** What it was got on, the rules' table, and the first failure of each rule that is broken. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%s%nJava %s on %s%n", backend, java, system));
    text.append(
        String.format(
            "SPI %d, seed %d, %s part, settings %s, %s, %.1f s%n%n",
            spiVersion,
            options.seed(),
            options.size(),
            options.backend(),
            start,
            duration.toMillis() / 1e3));
    for (Line line : lines()) {
      text.append(
          String.format(
              "%-40s %6d passed %6d failed %4d skipped %9.1f ms%n",
              line.rule(), line.passed(), line.failed(), line.skipped(), line.millis()));
    }
    for (Rule rule : untested()) {
      text.append(String.format("%-40s no case: %s%n", rule, rule.untested().orElseThrow()));
    }
    firstFailures().forEach(failure -> text.append(String.format("%n%s%n", failure.message())));
    return text.toString();
  }
}
