package dev.corral.conformance;

import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.spi.BackendProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs the kit without a test framework, as the command line does. */
public final class Conformance {
  private Conformance() {}

  /** Is told how a run goes on, on the thread that runs it. */
  public interface Listener {
    /**
     * The run begins.
     *
     * @param cases how many there are
     */
    default void begins(int cases) {}

    /**
     * A case has run.
     *
     * @param result what came of it
     */
    default void ran(CaseResult result) {}
  }

  /**
   * Chooses cases by their rule, as {@code ops}, {@code ops.481} or the beginning of a case's id.
   *
   * @param prefix what the id begins with; all ids do with the empty one
   * @return a filter
   */
  public static Predicate<ConformanceCase> startingWith(String prefix) {
    return c -> c.id().startsWith(prefix);
  }

  /**
   * Runs cases one after the other.
   *
   * @param provider the backend's provider
   * @param options settings, seed and size
   * @param filter which cases to run
   * @param listener is told of each
   * @return all results, and what they were got on
   * @throws dev.corral.tensor.NoBackendException if the backend is not available here
   */
  public static ConformanceReport run(
      BackendProvider provider,
      KitOptions options,
      Predicate<ConformanceCase> filter,
      Listener listener) {
    BackendEntry backend = Backends.of(provider).select(provider.id());
    Instant start = Instant.now();
    try (Stream<ConformanceCase> all = ConformanceKit.cases(provider, options)) {
      List<ConformanceCase> cases = all.filter(filter).toList();
      listener.begins(cases.size());
      List<CaseResult> results = new ArrayList<>();
      for (ConformanceCase c : cases) {
        CaseResult result = c.result();
        results.add(result);
        listener.ran(result);
      }
      return ConformanceReport.of(backend, options, start, results);
    }
  }
}
