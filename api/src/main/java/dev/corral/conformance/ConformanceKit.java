package dev.corral.conformance;

import dev.corral.conformance.cases.Catalogue;
import dev.corral.conformance.cases.Check;
import dev.corral.conformance.cases.Subject;
import dev.corral.conformance.rules.Rules;
import dev.corral.spi.BackendProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cases that prove a backend, for whatever runs tests. With JUnit 5:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> conforms() {
 *   return ConformanceKit.byRule(new MyProvider())
 *       .map(r -> dynamicContainer(r.name(), r.cases().map(c -> dynamicTest(c.id(), c::run))));
 * }
 * }</pre>
 *
 * <p>The backend is opened when the first case runs and closed with the stream; JUnit closes it.
 */
public final class ConformanceKit {
  private ConformanceKit() {}

  /**
   * The quick part of the kit with its default options.
   *
   * @param provider the backend's provider
   * @return every case, in the order of the rules; whoever runs them closes the stream
   */
  public static Stream<ConformanceCase> cases(BackendProvider provider) {
    return cases(provider, KitOptions.DEFAULT);
  }

  /**
   * The kit.
   *
   * @param provider the backend's provider
   * @param options settings, seed and size
   * @return every case, in the order of the rules; whoever runs them closes the stream
   */
  public static Stream<ConformanceCase> cases(BackendProvider provider, KitOptions options) {
    return byRule(provider, options).flatMap(RuleCases::cases);
  }

  /**
   * The quick part of the kit, rule by rule, with its default options.
   *
   * @param provider the backend's provider
   * @return every rule, the few without cases too; whoever runs them closes the stream
   */
  public static Stream<RuleCases> byRule(BackendProvider provider) {
    return byRule(provider, KitOptions.DEFAULT);
  }

  /**
   * The kit, rule by rule.
   *
   * @param provider the backend's provider
   * @param options settings, seed and size
   * @return every rule, the few without cases too; whoever runs them closes the stream
   */
  public static Stream<RuleCases> byRule(BackendProvider provider, KitOptions options) {
    Subject subject = new Subject(provider, options.backend());
    Map<String, List<Check>> checks =
        Catalogue.all(options.seed(), options.size() == KitOptions.Size.FULL)
            .collect(Collectors.groupingBy(Check::rule));
    return Rules.all().stream()
        .map(rule -> new RuleCases(rule, bound(checks.get(rule.id()), subject, options)))
        .onClose(subject::close);
  }

  private static Stream<ConformanceCase> bound(
      @Nullable List<Check> checks, Subject subject, KitOptions options) {
    return checks == null
        ? Stream.empty()
        : checks.stream().map(check -> new ConformanceCase(check, subject, options.seed()));
  }
}
