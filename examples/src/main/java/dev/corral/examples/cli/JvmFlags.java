package dev.corral.examples.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The options that a JVM was started with.
 *
 * @param given as {@code RuntimeMXBean.getInputArguments} tells them
 */
record JvmFlags(List<String> given) {
  private static final String ADD_MODULES = "--add-modules=";

  /** Those of the wanted flags that the JVM lacks. */
  List<String> missing(Collection<String> wanted) {
    return wanted.stream().filter(flag -> !has(flag)).toList();
  }

  private boolean has(String flag) {
    return given.contains(flag)
        || (flag.startsWith(ADD_MODULES)
            && Arrays.stream(flag.substring(ADD_MODULES.length()).split(","))
                .allMatch(JvmFlags::isLoaded));
  }

  private static boolean isLoaded(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }
}
