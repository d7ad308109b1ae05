package dev.corral.examples.peers;

import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Program;
import dev.corral.examples.bench.Rivals;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The libraries, and the programs that give the chapter's first answer. */
final class Peers implements Rivals {
  private static final String ANSWER = "[19.0, 25.0, 37.0, 43.0]";

  @Override
  public List<Contestant> contestants() {
    int threads = Runtime.getRuntime().availableProcessors();
    return List.of(
        new OnnxRuntime(threads), new PyTorch(threads), new OpenCv(threads), new BoofCv(threads));
  }

  @Override
  public List<Program> programs() {
    return List.of(
        program("corral", CorralFirstAnswer.class, "corral-api", "corral-backend-cpu"),
        program("onnxruntime", OnnxRuntimeFirstAnswer.class, "onnxruntime"));
  }

  private static Program program(String name, Class<?> main, String... jars) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> isOwn(entry, main) || isOneOf(entry, jars))
            .collect(Collectors.joining(File.pathSeparator));
    return new Program(name, List.of(java, "-cp", classPath, main.getName()), ANSWER);
  }

  private static boolean isOwn(String entry, Class<?> main) {
    Path folder = Path.of(entry);
    return folder.resolve(main.getName().replace('.', '/') + ".class").toFile().exists();
  }

  /** A jar of the name, with any version, and not the one with the tests. */
  private static boolean isOneOf(String entry, String... jars) {
    String file = Path.of(entry).getFileName().toString();
    return Arrays.stream(jars)
        .anyMatch(jar -> file.matches(jar + "-[0-9.]+(-SNAPSHOT)?\\.jar"));
  }
}
