package dev.corral.examples.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Runs the same command again in a JVM with flags that a backend wants, which no running JVM can
 * take and no manifest can carry. Class path, properties, standard streams and exit code are kept;
 * what ends this process ends the other.
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
   * Runs the command in another JVM if this one lacks a wanted flag, or else here.
   *
   * @param wanted flags of the Java launcher
   * @param here the command
   * @return its exit code
   */
  int orElse(List<String> wanted, IntSupplier here) {
    if (wanted.isEmpty() || !options.relaunch() || System.getProperty(DONE) != null) {
      return here.getAsInt();
    }
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing = new JvmFlags(given).missing(wanted);
    if (missing.isEmpty()) {
      return here.getAsInt();
    }
    try {
      return run(command(given, missing));
    } catch (IOException failure) {
      String flags = String.join(" ", missing);
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
  private static int run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    VARIABLES.forEach(builder.environment()::remove);
    Process process = builder.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  process.destroy();
                  process.onExit().join();
                }));
    return process.onExit().join().exitValue();
  }
}
