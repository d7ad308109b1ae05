package dev.corral.backend.opencl;

import dev.corral.spi.Availability.Unavailable;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Loads JOCL's native half once for the process.
 *
 * <p>JOCL unpacks it into the directory that {@code java.io.tmpdir} names, and takes what lies
 * there under the right name already: in a directory shared with others that may be anybody's file.
 * So the property points to a new directory of our own while JOCL's class initialises, and nowhere
 * else is that class mentioned before.
 */
final class NativeLibrary {
  private static final String JOCL = "org.jocl.CL";
  private static final String TEMPORARY = "java.io.tmpdir";

  /** The only attempt: later ones would only say that a class is not initialised. */
  private static final class Attempt {
    static final Optional<Unavailable> OUTCOME = attempt();
  }

  private NativeLibrary() {}

  /** Loads the library at the first call; says why that failed, if it did. */
  static Optional<Unavailable> load() {
    return Attempt.OUTCOME;
  }

  private static Optional<Unavailable> attempt() {
    try {
      initialise();
      return Optional.empty();
    } catch (IOException | ReflectiveOperationException | LinkageError | RuntimeException thrown) {
      return Optional.of(unavailable(thrown));
    }
  }

  private static Unavailable unavailable(Throwable failure) {
    if (failure instanceof ClassNotFoundException) {
      return new Unavailable(
          "JOCL, the library that reaches OpenCL, is missing",
          "add org.jocl:jocl to the class path");
    }
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    if (message.contains("Implementation library could not be loaded")) {
      return new Unavailable("no OpenCL loader library was found", Probe.INSTALL_RUNTIME);
    }
    return new Unavailable(
        "JOCL's native library does not load: " + failure.getClass().getName() + ": " + message,
        "use an operating system and processor that JOCL has one for, and a java.io.tmpdir that"
            + " programs may be run from");
  }

  private static void initialise() throws IOException, ClassNotFoundException {
    fixTemporaryDirectory();
    Path own = Files.createTempDirectory("corral-jocl-").toAbsolutePath();
    String shared = System.getProperty(TEMPORARY);
    System.setProperty(TEMPORARY, own.toString());
    QuietStart quiet = new QuietStart();
    try {
      Class.forName(JOCL, true, NativeLibrary.class.getClassLoader());
    } finally {
      quiet.close();
      System.setProperty(TEMPORARY, shared);
      remove(own);
    }
  }

  /**
   * {@code java.io.File} looks at the property once, when the first temporary file is made; this
   * makes one, so that no other thread's first falls into the moment when the property is changed.
   */
  private static void fixTemporaryDirectory() throws IOException {
    Files.delete(File.createTempFile("corral", null).toPath());
  }

  /** A loaded library needs its file no more, except on Windows, which keeps it. */
  private static void remove(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        removeNowOrAtExit(file);
      }
    }
    removeNowOrAtExit(directory);
  }

  private static void removeNowOrAtExit(Path path) {
    try {
      Files.delete(path);
    } catch (IOException inUse) {
      path.toFile().deleteOnExit();
    }
  }
}
