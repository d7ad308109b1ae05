package dev.corral.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupWarningTest {
  private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'" + WARNING + "\n'; ''",
        "'" + WARNING + "'; ''",
        "''; ''",
        "'" + WARNING + "\n\nan error\n'; '\nan error\n'",
        "'an error\n" + WARNING + "\n'; 'an error\n" + WARNING + "\n'",
        "'no end of line'; 'no end of line'",
        "'✗ other bytes\n'; '✗ other bytes\n'"
      })
  void onlyTheWarningThatComesFirstIsLeftOut(String errors, String shown) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StartupWarning(new ByteArrayInputStream(errors.getBytes(StandardCharsets.UTF_8)))
        .leaveOut(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(shown);
  }
}
