package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class SharedFilesTest {
  private static final String NAME = "corral-test/no-such-file";

  @Test
  void findsAFileBesideTheCheckout(@TempDir Path folder) throws IOException {
    Path module = Files.createDirectories(folder.resolve("checkout/module"));
    Path file = folder.resolve("shared").resolve(NAME);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(SharedFiles.require(NAME, module, true)).isEqualTo(file);
  }

  @Test
  void skipsLoudlyWhereThereIsNone(@TempDir Path folder) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.err;
    System.setErr(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(() -> SharedFiles.require(NAME, folder, false))
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("no shared/" + NAME)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("put shared/ beside the checkout");
    } finally {
      System.setErr(console);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("SKIPPED: no shared/" + NAME);
  }

  @Test
  void failsWhereItMustBeThere(@TempDir Path folder) {
    assertThatThrownBy(() -> SharedFiles.require(NAME, folder, true))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("no shared/" + NAME);
  }
}
