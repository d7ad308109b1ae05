package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.Backends;
import java.net.URL;
import java.net.URLClassLoader;

/** Finds the backends on the class path and in the plugins. */
final class Discovery {
  private final GlobalOptions options;

  @Inject
  Discovery(GlobalOptions options) {
    this.options = options;
  }

  /** What was found; the plugins' classes are loaded from their jars until the JVM ends. */
  Backends backends() {
    if (options.plugins().isEmpty()) {
      return Backends.discover();
    }
    ClassLoader own = Discovery.class.getClassLoader();
    URL[] jars = options.plugins().stream().map(Plugin::url).toArray(URL[]::new);
    return Backends.discover(own, new URLClassLoader("plugins", jars, own));
  }
}
