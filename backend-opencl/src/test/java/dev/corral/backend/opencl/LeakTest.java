package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Training for as long as one likes takes no more memory. */
@NeedsDevice
class LeakTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLongTrainingLoopKeepsNothing() throws IOException, InterruptedException {
    String output =
        ChildJvm.ofTests()
            .flag("-Xms256m")
            .flag("-Xmx256m")
            .flag("-XX:+AlwaysPreTouch")
            .run(TrainingLoop.class);
    assertThat(line(output, "after step 100: (.*)"))
        .contains("BUFFER")
        .isEqualTo(line(output, "after step " + TrainingLoop.STEPS + ": (.*)"));
    assertThat(Double.parseDouble(line(output, "grown by (\\S+) %.*"))).isLessThanOrEqualTo(5);
    assertThat(line(output, "after close: (.*)")).isEqualTo("{}");
  }

  private static String line(String output, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertThat(matcher.find()).as("%s in %s", pattern, output).isTrue();
    return matcher.group(1);
  }
}
