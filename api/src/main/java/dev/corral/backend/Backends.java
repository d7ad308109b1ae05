package dev.corral.backend;

import dev.corral.backend.BackendEntry.State;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.BackendOpenException;
import dev.corral.tensor.NoBackendException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backends that were found, and the choice among them. Finding is a report, never an exception:
 * a provider that fails is listed with its failure, and the others go on. A value of its own, not a
 * registry of the JVM: tests make one of their own providers.
 *
 * <p>A backend that is named, as an argument, by the system property {@code corral.backend} or the
 * environment variable {@code CORRAL_BACKEND}, in this order, is used or is an error. If none is
 * named, the available one of the highest priority is used.
 */
public final class Backends {
  /** The system property that names the backend to use. */
  public static final String PROPERTY = "corral.backend";

  /** The environment variable that names the backend to use. */
  public static final String VARIABLE = "CORRAL_BACKEND";

  private final List<Candidate> candidates;

  private Backends(List<Candidate> candidates) {
    this.candidates = candidates;
  }

  /**
   * Finds the backends on the class path and module path: those that this class' loader sees, then
   * those of the thread's context loader.
   *
   * @return what was found
   */
  public static Backends discover() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader own = Backends.class.getClassLoader();
    return discover(context == null ? new ClassLoader[] {own} : new ClassLoader[] {own, context});
  }

  /**
   * Finds the backends that class loaders see.
   *
   * @param loaders asked in this order; a provider that several see counts once
   * @return what was found
   */
  public static Backends discover(ClassLoader... loaders) {
    return new Backends(ProviderSearch.in(List.of(loaders)));
  }

  /**
   * Given providers, without any search.
   *
   * @param providers the providers
   * @return a choice among them
   */
  public static Backends of(BackendProvider... providers) {
    return new Backends(Arrays.stream(providers).map(Candidate::of).toList());
  }

  /**
   * These backends and more.
   *
   * @param providers more providers
   * @return a choice among all
   */
  public Backends with(BackendProvider... providers) {
    return new Backends(
        Stream.concat(candidates.stream(), of(providers).candidates.stream()).toList());
  }

  /**
   * The report: every provider that was found, probed, the best first.
   *
   * @return an entry a provider
   */
  public List<BackendEntry> entries() {
    return candidates.stream()
        .map(this::entry)
        .sorted(
            Comparator.comparing(BackendEntry::state)
                .thenComparing(Comparator.comparingInt(BackendEntry::priority).reversed())
                .thenComparing(BackendEntry::id))
        .toList();
  }

  private BackendEntry entry(Candidate candidate) {
    boolean conflict =
        candidate.provider() != null
            && candidates.stream()
                    .filter(c -> c.provider() != null && c.id().equals(candidate.id()))
                    .count()
                > 1;
    return candidate.entry(conflict);
  }

  /**
   * Which backend {@link #open()} would open.
   *
   * @return its entry
   * @throws NoBackendException if there is none, or the named one is not available
   */
  public BackendEntry select() {
    return entry(best());
  }

  /**
   * Which backend {@link #open(String)} would open.
   *
   * @param id the backend's name
   * @return its entry
   * @throws NoBackendException if there is none of that name, or it is not available
   */
  public BackendEntry select(String id) {
    return entry(named(id));
  }

  /**
   * The provider of a backend, for those who test it.
   *
   * @param id the backend's name
   * @return its provider
   * @throws NoBackendException if there is none of that name, or it is not available
   */
  public BackendProvider provider(String id) {
    return Objects.requireNonNull(named(id).provider());
  }

  /**
   * Opens the backend that the property or the variable names, or else the best available.
   *
   * @return a session that the caller closes
   * @throws NoBackendException if there is none, or the named one is not available
   * @throws BackendOpenException if it does not open
   */
  public Session open() {
    return open(best(), Map.of());
  }

  /**
   * Opens a backend by name.
   *
   * @param id the backend's name
   * @return a session that the caller closes
   * @throws NoBackendException if there is none of that name, or it is not available
   * @throws BackendOpenException if it does not open
   */
  public Session open(String id) {
    return open(id, Map.of());
  }

  /**
   * Opens a backend by name, with settings of its own.
   *
   * @param id the backend's name
   * @param options the settings by name, as the backend documents them
   * @return a session that the caller closes
   * @throws NoBackendException if there is none of that name, or it is not available
   * @throws BackendOpenException if it does not open
   */
  public Session open(String id, Map<String, String> options) {
    return open(named(id), options);
  }

  private Session open(Candidate candidate, Map<String, String> options) {
    BackendEntry entry = entry(candidate);
    try {
      BackendProvider provider = Objects.requireNonNull(candidate.provider());
      return new Session(entry, Objects.requireNonNull(provider.open(options), "open gave null"));
    } catch (RuntimeException | LinkageError failure) {
      throw new BackendOpenException(
          "the backend " + entry.id() + " of " + entry.location() + " did not open: " + failure,
          "a session on " + entry.device(),
          "See the cause below, or name another backend with -D" + PROPERTY + "=ID",
          failure);
    }
  }

  private Candidate best() {
    Optional<String> wanted =
        Stream.of(System.getProperty(PROPERTY), System.getenv(VARIABLE))
            .filter(name -> name != null && !name.isBlank())
            .findFirst();
    if (wanted.isPresent()) {
      return named(wanted.get());
    }
    Comparator<Candidate> byPriority = Comparator.comparingInt(c -> entry(c).priority());
    return candidates.stream()
        .filter(c -> entry(c).state() == State.AVAILABLE)
        .min(byPriority.reversed().thenComparing(Candidate::id))
        .orElseThrow(this::none);
  }

  private Candidate named(String id) {
    List<Candidate> matches =
        candidates.stream()
            .filter(c -> c.id().equals(id))
            .sorted(Comparator.comparing(c -> c.provider() == null))
            .toList();
    if (matches.isEmpty()) {
      throw unknown(id);
    }
    BackendEntry entry = entry(matches.get(0));
    if (entry.state() != State.AVAILABLE) {
      throw new NoBackendException(
          "the backend \"" + id + "\" is " + entry.state() + ": " + entry.reason(),
          "an available one",
          "Either " + entry.remedy() + ", or name another",
          toString(),
          entry.cause());
    }
    return matches.get(0);
  }

  private NoBackendException unknown(String id) {
    List<String> ids = new ArrayList<>();
    candidates.stream().filter(c -> c.provider() != null).forEach(c -> ids.add(c.id()));
    @Nullable String nearest = NearestName.to(id, ids);
    return new NoBackendException(
        "there is no backend named \"" + id + "\"",
        ids.isEmpty() ? "a backend on the class path" : "one of " + String.join(", ", ids),
        nearest == null ? "Add its jar, or name one that is there" : "Did you mean " + nearest,
        toString(),
        null);
  }

  private NoBackendException none() {
    return new NoBackendException(
        "no backend is available",
        "at least one provider that is AVAILABLE",
        candidates.isEmpty()
            ? "Add a backend's jar to the class path; if it is there, a merged jar has usually"
                + " dropped META-INF/services, so merge these files when you build it"
            : "Follow the advice in the report",
        toString(),
        null);
  }

  /** The report in words. */
  @Override
  public String toString() {
    return candidates.isEmpty()
        ? "No provider of " + BackendProvider.class.getName() + " was found."
        : entries().stream()
            .map(BackendEntry::toString)
            .collect(Collectors.joining(System.lineSeparator()));
  }
}
