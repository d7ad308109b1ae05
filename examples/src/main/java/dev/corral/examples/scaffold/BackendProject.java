package dev.corral.examples.scaffold;

import dev.corral.spi.BackendProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A backend as a Maven project: the sources of the plain backend and of its conformance test, which
 * the build puts among this package's resources, with what makes a jar of them that is found on the
 * class path and on the module path.
 */
public final class BackendProject {
  private static final String SAMPLE = "PlainBackend";
  private static final String OWN_VERSION = "0.1.0-SNAPSHOT";
  private static final String SAMPLE_TEST = SAMPLE + "ConformanceTest";

  private final BackendNames names;
  private final String version;

  /**
   * A project.
   *
   * @param names what the backend is called
   * @param version the version of Corral that it is written against
   */
  public BackendProject(BackendNames names, String version) {
    this.names = names;
    this.version = version;
  }

  /**
   * Where the project's jar will be.
   *
   * @return relative to the project, with slashes
   */
  public String jar() {
    return "target/" + names.id() + "-" + OWN_VERSION + ".jar";
  }

  /**
   * Writes the project: all of it or nothing.
   *
   * @param directory is made if absent; what lies there already stays
   * @throws ScaffoldException if the directory has files where the project's would be, or cannot be
   *     written
   */
  public void writeTo(Path directory) {
    ProjectWriter.write(files(), directory);
  }

  /** The text of each file by its path in the project, with slashes. */
  private Map<String, String> files() {
    String folder = names.packageName().replace('.', '/') + "/";
    String test = names.className() + "ConformanceTest";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", template("pom.xml"));
    files.put("README.md", template("README.md"));
    files.put("src/main/java/module-info.java", template("module-info.java"));
    files.put("src/main/java/" + folder + names.className() + ".java", source(SAMPLE));
    files.put(
        "src/main/resources/META-INF/services/" + BackendProvider.class.getName(),
        names.packageName() + "." + names.className() + "\n");
    files.put("src/test/java/" + folder + test + ".java", source(SAMPLE_TEST));
    return files;
  }

  private String source(String sample) {
    return resource(sample + ".java")
        .replace("dev.corral.samples", names.packageName())
        .replace(SAMPLE, names.className())
        .replace("\"plain\"", "\"" + names.id() + "\"");
  }

  private String template(String name) {
    return resource(name)
        .replace("{{id}}", names.id())
        .replace("{{class}}", names.className())
        .replace("{{package}}", names.packageName())
        .replace("{{ownVersion}}", OWN_VERSION)
        .replace("{{version}}", version)
        .replace("{{jar}}", jar());
  }

  private static String resource(String name) {
    try (InputStream text = BackendProject.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException damagedJar) {
      throw new UncheckedIOException(damagedJar);
    }
  }
}
