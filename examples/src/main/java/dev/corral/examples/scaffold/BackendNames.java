package dev.corral.examples.scaffold;

import dev.corral.spi.BackendProvider;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a new backend is called in its project.
 *
 * @param id the backend's id, which {@link BackendProvider#ID} matches
 */
public record BackendNames(String id) {
  private static final String SUFFIX = "Backend";

  /**
   * Checks the id.
   *
   * @throws ScaffoldException if no provider may have it
   */
  public BackendNames {
    if (!id.matches(BackendProvider.ID)) {
      throw new ScaffoldException(
          "\"" + id + "\" is no id of a backend",
          "lower-case letters and digits, with single hyphens between them",
          "Name one with --id, as --id my-backend",
          null);
    }
  }

  /**
   * The provider's class: the id's parts with capitals. It never is a keyword or the name of a type
   * that the sources import.
   *
   * @return as {@code MyGpuBackend} for {@code my-gpu}
   */
  String className() {
    String words =
        Arrays.stream(id.split("-"))
            .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
            .collect(Collectors.joining());
    String stem =
        words.endsWith(SUFFIX) ? words.substring(0, words.length() - SUFFIX.length()) : words;
    boolean beginsWell = !stem.isEmpty() && Character.isJavaIdentifierStart(stem.charAt(0));
    return (beginsWell ? stem : "My" + stem) + SUFFIX;
  }

  /**
   * The package, and the module.
   *
   * @return as {@code com.example.mygpubackend} for {@code my-gpu}
   */
  String packageName() {
    return "com.example." + className().toLowerCase(Locale.ROOT);
  }
}
