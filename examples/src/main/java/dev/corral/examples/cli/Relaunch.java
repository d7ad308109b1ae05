package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.BackendEntry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Runs the same command again in a JVM with flags and variables that a backend wants, which no
 * running JVM can take and no manifest can carry. Class path, properties, standard streams and exit
 * code are kept; what ends this process ends the other.
 */
final class Relaunch {
  /** Set in the second JVM, so that there is no third. */
  private static final String DONE = "corral.relaunched";

  /** What the JVM takes from these is among its input arguments already. */
  private static final List<String> VARIABLES =
      List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private final Invocation invocation;
  private final GlobalOptions options;
  private final Terminal terminal;

  @Inject
  Relaunch(Invocation invocation, GlobalOptions options, Terminal terminal) {
    this.invocation = invocation;
    this.options = options;
    this.terminal = terminal;
  }

  /**
   * Runs the command in another JVM if this one lacks what backends want, or else here.
   *
   * @param backends that the command runs on
   * @param here the command
   * @return its exit code
   */
  int orElse(Collection<BackendEntry> backends, IntSupplier here) {
    Set<String> wanted = new LinkedHashSet<>();
    backends.forEach(backend -> wanted.addAll(backend.jvmFlags()));
    Map<String, String> environment = new TreeMap<>();
    backends.forEach(backend -> environment.putAll(backend.environment()));
    boolean wantsNothing = wanted.isEmpty() && environment.isEmpty();
    if (wantsNothing || !options.relaunch() || System.getProperty(DONE) != null) {
      return here.getAsInt();
    }
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing = new JvmFlags(given).missing(wanted);
    if (missing.isEmpty() && environment.isEmpty()) {
      return here.getAsInt();
    }
    try {
      return run(command(given, missing), environment);
    } catch (IOException failure) {
      String flags = String.join(" ", missing) + environment;
      terminal.err().println("corral: no JVM with " + flags + " starts, going on without");
      terminal.err().println(failure.getMessage());
      return here.getAsInt();
    }
  }

  private List<String> command(List<String> given, List<String> missing) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(given);
    command.addAll(missing);
    command.add("-D" + DONE + "=true");
    command.addAll(program());
    command.addAll(invocation.arguments());
    return command;
  }

  /** As it was started: {@code java -jar} reads the manifest, where {@code -cp} does not. */
  private List<String> program() {
    String classPath = System.getProperty("java.class.path");
    String command = System.getProperty("sun.java.command", "") + " ";
    boolean jar = command.startsWith(classPath + " ");
    return jar ? List.of("-jar", classPath) : List.of("-cp", classPath, invocation.mainClass());
  }

  /** Ctrl-C reaches both processes; a signal to this one alone is handed on. */
  private static int run(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
    VARIABLES.forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  process.destroy();
                  process.onExit().join();
                }));
    new StartupWarning(process.getErrorStream()).leaveOut(System.err);
    return process.onExit().join().exitValue();
  }
}
