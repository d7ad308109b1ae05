package dev.corral.examples.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of this program and the framework, which users see when they ask for it. */
final class Log {
  /** Held, or else the settings would be collected with it. */
  private static final Logger LOGGER = Logger.getLogger("dev.corral");

  private Log() {}

  static void show(boolean shown) {
    LOGGER.setLevel(shown ? Level.ALL : Level.OFF);
    if (shown && LOGGER.getHandlers().length == 0) {
      ConsoleHandler handler = new ConsoleHandler();
      handler.setLevel(Level.ALL);
      LOGGER.addHandler(handler);
      LOGGER.setUseParentHandlers(false);
    }
  }
}
