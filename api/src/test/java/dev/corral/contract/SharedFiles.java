package dev.corral.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The files beside the repository, in {@code ../shared}, which a checkout may lack. Then the tests
 * that want them are skipped with a word, or fail where the environment variable {@code CI} is
 * {@code true}.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * Finds a file.
   *
   * @param name its path in the folder, as {@code vectors/d2l.jsonl}
   * @return where it is; if it is nowhere, the test ends here
   */
  public static Path require(String name) {
    boolean mustBeThere = "true".equals(System.getenv("CI"));
    return require(name, Path.of("").toAbsolutePath(), mustBeThere);
  }

  static Path require(String name, Path from, boolean mustBeThere) {
    Optional<Path> file = find(name, from);
    if (file.isEmpty()) {
      String missing =
          "no shared/"
              + name
              + " in "
              + from
              + " or a folder above; put shared/ beside the checkout";
      if (mustBeThere) {
        Assertions.fail(missing);
      }
      System.err.println("SKIPPED: " + missing);
      Assumptions.abort(missing);
    }
    return file.orElseThrow();
  }

  /**
   * Looks for a file.
   *
   * @param name its path in the folder
   * @return where it is, if it is anywhere
   */
  static Optional<Path> find(String name) {
    return find(name, Path.of("").toAbsolutePath());
  }

  private static Optional<Path> find(String name, Path from) {
    return Stream.iterate(from, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("shared").resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
