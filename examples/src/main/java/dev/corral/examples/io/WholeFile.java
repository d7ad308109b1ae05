package dev.corral.examples.io;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that appears when it is complete, in place of what was there: written beside its place, on
 * the same file system, and then moved in one step.
 */
public final class WholeFile {
  /** Writes a new file. */
  public interface Writing {
    /**
     * Writes it.
     *
     * @param file where
     * @throws IOException if that fails
     */
    void to(File file) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes a file.
   *
   * @param destination its place, in a directory that exists
   * @param writing writes it elsewhere
   * @throws IOException if it cannot be written or moved; the destination is as it was
   */
  public static void write(Path destination, Writing writing) throws IOException {
    // Not Files.createTempFile, whose files nobody else may read.
    Path beside =
        destination.resolveSibling("." + destination.getFileName() + "." + UUID.randomUUID());
    // For a program that is stopped; one that is killed leaves this file, but no broken picture.
    beside.toFile().deleteOnExit();
    try {
      writing.to(beside.toFile());
      Files.move(beside, destination, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
