package dev.corral.backend;

import dev.corral.backend.BackendEntry.State;
import dev.corral.spi.Availability;
import dev.corral.spi.BackendProvider;
import java.lang.module.ModuleDescriptor;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider, or the failure to make one. Whatever a provider throws, down to missing classes,
 * becomes its own entry and never hides the others.
 */
final class Candidate {
  private static final String UNKNOWN_ID = "?";
  private static final String SPI_PACKAGE = BackendProvider.class.getPackageName() + ".";
  private static final String REPORT_IT = "update or remove its jar, or tell its author";
  private static final String UPDATE_API =
      "update corral-api to what it was built for, or use its jar for version "
          + BackendProvider.SPI_VERSION
          + " of the SPI";

  private final String id;
  private final String providerClass;
  private final String location;
  private final String version;
  private final @Nullable BackendProvider provider;
  private final @Nullable Throwable failure;
  private final String remedy;
  private @Nullable BackendEntry entry;

  private Candidate(
      String id,
      String providerClass,
      @Nullable Class<?> type,
      @Nullable BackendProvider provider,
      @Nullable Throwable failure,
      String remedy) {
    this.id = id;
    this.providerClass = providerClass;
    this.location = type == null ? "unknown" : locationOf(type);
    this.version = type == null ? "unknown" : versionOf(type);
    this.provider = provider;
    this.failure = failure;
    this.remedy = remedy;
  }

  static Candidate of(BackendProvider provider) {
    Class<?> type = provider.getClass();
    try {
      if (provider.spiVersion() != BackendProvider.SPI_VERSION) {
        return ofAnotherVersion(provider, type);
      }
      String id = provider.id();
      if (!id.matches(BackendProvider.ID)) {
        throw new IllegalStateException(
            "its id is \"" + id + "\"; expected lower-case letters, digits and hyphens");
      }
      return new Candidate(id, type.getName(), type, provider, null, REPORT_IT);
    } catch (RuntimeException | LinkageError failure) {
      return broken(type, failure);
    }
  }

  /** Its name is all that it is asked for: whoever names it reads why it cannot be used. */
  private static Candidate ofAnotherVersion(BackendProvider provider, Class<?> type) {
    int version = provider.spiVersion();
    Throwable mismatch =
        new IncompatibleClassChangeError(
            "it was built for version "
                + version
                + " of the SPI, and this is version "
                + BackendProvider.SPI_VERSION);
    String remedy = version > BackendProvider.SPI_VERSION ? UPDATE_API : REPORT_IT;
    return new Candidate(nameOf(provider), type.getName(), type, null, mismatch, remedy);
  }

  private static String nameOf(BackendProvider provider) {
    try {
      String id = provider.id();
      return id.matches(BackendProvider.ID) ? id : UNKNOWN_ID;
    } catch (RuntimeException | LinkageError failure) {
      return UNKNOWN_ID;
    }
  }

  static Candidate broken(Class<?> type, Throwable failure) {
    return new Candidate(UNKNOWN_ID, type.getName(), type, null, failure, remedy(failure));
  }

  static Candidate broken(String description, Throwable failure) {
    return new Candidate(UNKNOWN_ID, description, null, null, failure, remedy(failure));
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
          Map.copyOf(provider.environment()),
          null);
    } catch (RuntimeException | LinkageError thrown) {
      return broken(thrown);
    }
  }

  private BackendEntry broken(@Nullable Throwable cause) {
    return entry(State.BROKEN, describe(cause), remedy, cause);
  }

  private BackendEntry entry(State state, String reason, String remedy) {
    return entry(state, reason, remedy, null);
  }

  private BackendEntry entry(State state, String reason, String remedy, @Nullable Throwable cause) {
    return new BackendEntry(
        id,
        providerClass,
        location,
        version,
        state,
        0,
        "",
        reason,
        remedy,
        List.of(),
        Map.of(),
        cause);
  }

  /** The innermost cause in words: the outer ones only say that a provider failed. */
  private static String describe(@Nullable Throwable thrown) {
    return thrown == null ? "unknown" : root(thrown).toString();
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  /** A provider that needs a part of the SPI that is not here is newer, whatever it fails with. */
  private static String remedy(Throwable failure) {
    Throwable root = root(failure);
    boolean lacks = root instanceof LinkageError || root instanceof ClassNotFoundException;
    boolean ofOurs = String.valueOf(root.getMessage()).replace('/', '.').contains(SPI_PACKAGE);
    return lacks && ofOurs ? UPDATE_API : REPORT_IT;
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
