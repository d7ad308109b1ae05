package dev.corral.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The line with which a JVM begins that was given an incubator module, and that no flag silences.
 * Who did not ask for the module need not read it.
 *
 * @param errors the error stream of such a JVM
 */
record StartupWarning(InputStream errors) {
  private static final String BEGINNING = "WARNING: Using incubator modules";

  /** Copies everything else, as it comes, until the stream ends. */
  void leaveOut(OutputStream to) throws IOException {
    byte[] first = firstLine();
    if (!new String(first, StandardCharsets.UTF_8).startsWith(BEGINNING)) {
      to.write(first);
      to.flush();
    }
    errors.transferTo(to);
    to.flush();
  }

  private byte[] firstLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = errors.read();
    while (next >= 0) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      next = errors.read();
    }
    return line.toByteArray();
  }
}
