package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.ChildJvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what comes out. */
class ReadmeIT {
  private static final Pattern TEXT = Pattern.compile("```text\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern JAVA_VERSION = Pattern.compile("Java [0-9.]+");

  @TempDir Path folder;

  @Test
  void theOutputStandsInTheReadmeAsItIs() throws Exception {
    Outcome outcome = ChildJvm.ofOneJar(folder).run("run", "--backend=cpu-naive");
    List<String> shown =
        TEXT.matcher(Files.readString(Path.of("../README.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(shown).hasSize(2);
    assertThat(shown.get(1)).contains(shown.get(0));
    assertThat(anyJava(outcome.out().strip())).isEqualTo(anyJava(shown.get(1)));
  }

  private static String anyJava(String text) {
    return JAVA_VERSION.matcher(text).replaceAll("Java");
  }
}
