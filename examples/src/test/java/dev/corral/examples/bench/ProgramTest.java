package dev.corral.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
  /** Prints its argument. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) {
      System.out.println(args[0]);
    }
  }

  private static Program program(String name, String printed) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new Program(
        name, List.of(java, "-cp", classPath, Echo.class.getName(), printed), "the answer");
  }

  @Test
  void startsAreTimedAndWrongAnswersTold() {
    Protocol protocol =
        new Protocol(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30), 2);
    List<Timing> timings =
        new Contest(protocol, Clock.SYSTEM)
            .run(List.of(program("good", "the answer"), program("wrong", "another")));
    assertThat(timings.get(0).seconds()).hasSize(2).allMatch(seconds -> seconds > 0);
    assertThat(timings.get(1).failure()).contains("wrong printed another; expected the answer");
  }
}
