package dev.corral.backend.opencl;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jocl.CL;

/**
 * Keeps JOCL from printing to the standard output while it looks for an OpenCL library.
 *
 * <p>Its native half prints what it does not find, unless it is told otherwise; but it can be told
 * only through a class whose initialiser does the looking. That initialiser announces each of its
 * steps to a logger, and the thread that runs an initialiser may use its class: so this handler,
 * which is called for each announcement, tells it as soon as the native half is loaded.
 */
final class QuietStart extends Handler {
  private final Logger logger = Logger.getLogger("org.jocl");
  private final Level level = logger.getLevel();
  private final boolean toParents = logger.getUseParentHandlers();

  QuietStart() {
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.FINE);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord announcement) {
    try {
      CL.setLogLevel(CL.LogLevel.LOG_QUIET);
    } catch (UnsatisfiedLinkError notLoadedYet) {
      // A later announcement comes before anything is looked for.
    }
  }

  @Override
  public void flush() {}

  /** Leaves the logger as it was. */
  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(level);
    logger.setUseParentHandlers(toParents);
  }
}
