package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.examples.ChildJvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of the packaged program; what it measures is only asked to make sense. */
class BenchIT {
  @TempDir Path folder;

  @Test
  void measuresTheSmallestShape() throws Exception {
    Outcome outcome =
        ChildJvm.ofOneJar(folder)
            .run("bench", "--quick", "--json", "--backend", "cpu-naive", "--shapes", "c1-28-5x5");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    JsonObject document = JsonParser.parseString(outcome.out()).getAsJsonObject();
    document.getAsJsonObject("ceilings").asMap().forEach(BenchIT::assertRate);
    JsonArray tasks = document.getAsJsonArray("tasks");
    assertThat(tasks).hasSize(2);
    for (JsonElement task : tasks) {
      JsonObject timing = task.getAsJsonObject().getAsJsonArray("timings").get(0).getAsJsonObject();
      assertThat(timing.get("on").getAsString()).isEqualTo("cpu-naive");
      assertThat(timing.get("fmaShare").getAsDouble()).isStrictlyBetween(0.0, 1.0);
      JsonObject seconds = timing.getAsJsonObject("seconds");
      assertThat(seconds.get("median").getAsDouble())
          .isBetween(seconds.get("low").getAsDouble(), seconds.get("high").getAsDouble())
          .isPositive();
    }
  }

  private static void assertRate(String name, JsonElement rate) {
    if (!name.equals("threads") && !name.equals("fused")) {
      assertThat(rate.getAsDouble()).as(name).isGreaterThan(1e6);
    }
  }
}
