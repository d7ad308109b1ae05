package dev.corral.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the packaged program as its users do, in a folder of theirs, its output going to files as
 * into a pipe.
 */
final class ChildJvm {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Path folder;
  private final List<String> command =
      new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));

  private ChildJvm(Path folder, String... start) {
    this.folder = folder;
    command.addAll(List.of(start));
  }

  /** What a run left behind. */
  record Outcome(int code, String out, String err) {}

  /** {@code java START …}. */
  static ChildJvm of(Path folder, String... start) {
    return new ChildJvm(folder, start);
  }

  /** A packaged jar, as the build left it among the program's libraries. */
  static Path library(String name) throws IOException {
    try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
      return libraries.filter(jar -> fileName(jar).startsWith(name)).findAny().orElseThrow();
    }
  }

  /** {@code java OPTIONS -jar corral.jar}. */
  static ChildJvm ofOneJar(Path folder, String... jvmOptions) {
    return new ChildJvm(folder, jvmOptions).with("-jar", TARGET.resolve("corral.jar").toString());
  }

  /** {@code java -cp …} with the jars of target/lib, without those of a name. */
  static ChildJvm ofJarsWithout(Path folder, String name) throws IOException {
    String classPath = path(jar -> !fileName(jar).startsWith(name));
    return new ChildJvm(folder, "-cp", classPath, Main.class.getName());
  }

  /** {@code java -p …} with the api and a backend as modules, and all else on the class path. */
  static ChildJvm ofModules(Path folder, String backend, String module) throws IOException {
    Predicate<Path> asModule =
        jar -> fileName(jar).startsWith("corral-api") || fileName(jar).startsWith(backend);
    return new ChildJvm(
        folder,
        "-p",
        path(asModule),
        "--add-modules",
        module,
        "-cp",
        path(jar -> isProgram(jar) || !fileName(jar).startsWith("corral-")),
        Main.class.getName());
  }

  private static String path(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"));
        Stream<Path> built = Files.list(TARGET)) {
      return Stream.concat(libraries, built.filter(ChildJvm::isProgram))
          .filter(wanted)
          .map(Path::toString)
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }

  private static String fileName(Path jar) {
    return jar.getFileName().toString();
  }

  private static boolean isProgram(Path jar) {
    return fileName(jar).matches("corral-examples-[0-9.]+(-SNAPSHOT)?\\.jar");
  }

  /** Lets it write files of so many KiB at most, as if the disk were full; where there is bash. */
  ChildJvm writingAtMost(int kib) {
    command.addAll(0, List.of("bash", "-c", "ulimit -f " + kib + " && exec \"$@\"", "bash"));
    return this;
  }

  private ChildJvm with(String... more) {
    command.addAll(List.of(more));
    return this;
  }

  /** Runs to the end. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("still running after two minutes: " + command + "\n" + out());
    }
    return new Outcome(process.exitValue(), out(), Files.readString(folder.resolve("err")));
  }

  /** Starts and does not wait. */
  Process start(String... arguments) throws IOException {
    with(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("CORRAL_BACKEND");
    builder.directory(folder.toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  /** What it has printed so far. */
  String out() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
