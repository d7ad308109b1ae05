package dev.corral.examples.cli;

import com.google.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
@Singleton
final class GlobalOptions {
  private final Set<Plugin> plugins = new LinkedHashSet<>();
  private boolean noRelaunch;
  private boolean debug;

  // Methods, not fields: picocli clears a field before it goes on to a command's own options.

  @Option(
      names = "--plugin",
      paramLabel = "JAR",
      scope = ScopeType.INHERIT,
      description = "Add a backend's jar, or one that it needs; may be repeated.")
  void add(List<Plugin> given) {
    plugins.addAll(given);
  }

  @Option(
      names = "--no-relaunch",
      scope = ScopeType.INHERIT,
      description =
          "Stay in this JVM, as under a debugger, though the backend would run better with other"
              + " JVM flags.")
  void forbidRelaunch(boolean given) {
    noRelaunch |= given;
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the log, and where in the program an error comes from.")
  void debug(boolean given) {
    debug |= given;
  }

  boolean debug() {
    return debug;
  }

  Set<Plugin> plugins() {
    return plugins;
  }

  boolean relaunch() {
    return !noRelaunch;
  }
}
