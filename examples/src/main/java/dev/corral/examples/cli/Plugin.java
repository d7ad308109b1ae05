package dev.corral.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import picocli.CommandLine.TypeConversionException;

/**
 * A jar that is added to the class path.
 *
 * @param jar an existing jar file
 */
record Plugin(Path jar) {

  URL url() {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A plugin as the command line names it. */
  static Plugin parse(String path) {
    Path jar = Path.of(path);
    if (!Files.isRegularFile(jar)) {
      throw new TypeConversionException(
          "there is no file \"" + jar.toAbsolutePath() + "\"; expected a backend's jar");
    }
    try (JarFile readable = new JarFile(jar.toFile())) {
      return new Plugin(Path.of(readable.getName()));
    } catch (IOException unreadable) {
      throw new TypeConversionException(
          "\"" + path + "\" is not a readable jar (" + unreadable.getMessage() + ")");
    }
  }
}
