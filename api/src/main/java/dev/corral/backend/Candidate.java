package dev.corral.backend;

import dev.corral.backend.BackendEntry.State;
import dev.corral.spi.Availability;
import dev.corral.spi.BackendProvider;
import java.lang.module.ModuleDescriptor;
import java.security.CodeSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider, or the failure to make one. Whatever a provider throws, down to missing classes,
 * becomes its own entry and never hides the others.
 */
final class Candidate {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String UNKNOWN_ID = "?";
  private static final String REPORT_IT = "update or remove its jar, or tell its author";

  private final String id;
  private final String providerClass;
  private final String location;
  private final String version;
  private final @Nullable BackendProvider provider;
  private final @Nullable Throwable failure;
  private @Nullable BackendEntry entry;

  private Candidate(
      String id,
      String providerClass,
      @Nullable Class<?> type,
      @Nullable BackendProvider provider,
      @Nullable Throwable failure) {
    this.id = id;
    this.providerClass = providerClass;
    this.location = type == null ? "unknown" : locationOf(type);
    this.version = type == null ? "unknown" : versionOf(type);
    this.provider = provider;
    this.failure = failure;
  }

  static Candidate of(BackendProvider provider) {
    Class<?> type = provider.getClass();
    try {
      if (provider.spiVersion() != BackendProvider.SPI_VERSION) {
        throw new IncompatibleClassChangeError(
            "it was built for version "
                + provider.spiVersion()
                + " of the SPI, and this is version "
                + BackendProvider.SPI_VERSION);
      }
      String id = provider.id();
      if (!ID.matcher(id).matches()) {
        throw new IllegalStateException(
            "its id is \"" + id + "\"; expected lower-case letters, digits and hyphens");
      }
      return new Candidate(id, type.getName(), type, provider, null);
    } catch (RuntimeException | LinkageError failure) {
      return broken(type, failure);
    }
  }

  static Candidate broken(Class<?> type, Throwable failure) {
    return new Candidate(UNKNOWN_ID, type.getName(), type, null, failure);
  }

  static Candidate broken(String description, Throwable failure) {
    return new Candidate(UNKNOWN_ID, description, null, null, failure);
  }

  String id() {
    return id;
  }

  @Nullable BackendProvider provider() {
    return provider;
  }

  /** Probes the provider at the first call and remembers the answer. */
  synchronized BackendEntry entry(boolean conflict) {
    if (entry == null) {
      entry = conflict ? conflict() : probed();
    }
    return entry;
  }

  private BackendEntry conflict() {
    return entry(
        State.CONFLICT,
        "several providers have the id " + id,
        "leave one of their jars on the class path");
  }

  private BackendEntry probed() {
    if (provider == null) {
      return broken(failure);
    }
    try {
      Availability answer = provider.probe();
      if (answer instanceof Availability.Unavailable no) {
        return entry(State.UNAVAILABLE, no.reason(), no.remedy());
      }
      Availability.Available yes = (Availability.Available) answer;
      return new BackendEntry(
          id,
          providerClass,
          location,
          version,
          State.AVAILABLE,
          yes.priority().orElse(provider.priority()),
          yes.device(),
          "",
          "",
          List.copyOf(provider.jvmFlags()),
          null);
    } catch (RuntimeException | LinkageError thrown) {
      return broken(thrown);
    }
  }

  private BackendEntry broken(@Nullable Throwable cause) {
    return entry(State.BROKEN, describe(cause), REPORT_IT, cause);
  }

  private BackendEntry entry(State state, String reason, String remedy) {
    return entry(state, reason, remedy, null);
  }

  private BackendEntry entry(State state, String reason, String remedy, @Nullable Throwable cause) {
    return new BackendEntry(
        id, providerClass, location, version, state, 0, "", reason, remedy, List.of(), cause);
  }

  /** The innermost cause in words: the outer ones only say that a provider failed. */
  private static String describe(@Nullable Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root);
  }

  private static String locationOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "unknown"
        : source.getLocation().getPath();
  }

  private static String versionOf(Class<?> type) {
    ModuleDescriptor module = type.getModule().getDescriptor();
    String version =
        module == null
            ? type.getPackage().getImplementationVersion()
            : module.rawVersion().orElse(null);
    return version == null ? "unknown" : version;
  }
}
