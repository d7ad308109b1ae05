package dev.corral.backend.opencl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether the JVM keeps its signal handlers while a driver compiles. PoCL's compiler, LLVM, puts
 * others in their place: a JVM that then polls for a safepoint dies, or LLVM takes it for dead and
 * deletes the file that it is writing. The JDK's libjsig, loaded before all, keeps the JVM's first.
 */
final class SignalChaining {
  private static final String VARIABLE = "LD_PRELOAD";
  private static final String LIBRARY = "libjsig.so";

  private SignalChaining() {}

  /** The variables of the environment that are missing: one or, where not on Linux, none. */
  static Map<String, String> missingVariables() {
    String loaded = System.getenv().getOrDefault(VARIABLE, "");
    Path library = Path.of(System.getProperty("java.home"), "lib", LIBRARY);
    if (loaded.contains(LIBRARY) || !Files.exists(library)) {
      return Map.of();
    }
    return Map.of(VARIABLE, loaded.isEmpty() ? library.toString() : library + ":" + loaded);
  }
}
