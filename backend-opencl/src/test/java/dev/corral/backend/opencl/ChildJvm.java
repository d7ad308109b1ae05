package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own, in another environment. */
final class ChildJvm {
  static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private final ProcessBuilder builder = new ProcessBuilder();
  private final List<String> flags = new ArrayList<>();
  private String classPath = CLASS_PATH;

  private ChildJvm() {}

  /** A JVM with the class path of the tests, where JOCL may load its native half. */
  static ChildJvm ofTests() {
    ChildJvm jvm = new ChildJvm();
    return Runtime.version().feature() >= 24 ? jvm.flag("--enable-native-access=ALL-UNNAMED") : jvm;
  }

  ChildJvm environment(String name, Object value) {
    builder.environment().put(name, value.toString());
    return this;
  }

  ChildJvm flag(String flag) {
    flags.add(flag);
    return this;
  }

  /** Replaces all flags so far. */
  ChildJvm withOnly(String flag) {
    flags.clear();
    return flag(flag);
  }

  ChildJvm classPath(String path) {
    classPath = path;
    return this;
  }

  /** Runs the class and gives what it printed; nothing may come on the error stream. */
  String run(Class<?> main) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    Process process = builder.command(command).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(errors).as("error stream").isEmpty();
    assertThat(process.exitValue()).as("exit code after %s", output).isZero();
    return output;
  }
}
